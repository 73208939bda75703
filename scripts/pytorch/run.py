"""Runs scripts, one a line as JSON text on standard input, and answers each with a line of JSON.

The first line holds MNIST's digits, a byte a pixel in base64, for a stand-in of torchvision, which
would download them.
"""
import base64
import contextlib
import io
import json
import sys
import traceback
import types
import warnings

import torch

torch.set_num_threads(1)
warnings.simplefilter('ignore')


def stand_in(pixels):
    digits = torch.frombuffer(bytearray(pixels), dtype=torch.uint8).reshape(-1, 28, 28)

    class MNIST:
        def __init__(self, root, download=False):
            # As often as the largest batch asks for.
            self.data = digits.repeat(5, 1, 1)

    module = types.ModuleType('torchvision.datasets')
    module.MNIST = MNIST
    sys.modules['torchvision'] = types.ModuleType('torchvision')
    sys.modules['torchvision.datasets'] = module


def run(script):
    out = io.StringIO()
    # Scripts may change it, and the next one starts as a fresh process would.
    torch.set_grad_enabled(True)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(script, 'script', 'exec'), {'__name__': '__main__'})
    except Exception:
        return {'error': traceback.format_exc()}
    return {'out': out.getvalue()}


stand_in(base64.b64decode(json.loads(sys.stdin.readline())))
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
