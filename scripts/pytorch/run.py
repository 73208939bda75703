"""Runs scripts of one kind (pytorch, jax or keras), one a line as JSON text on standard input, and
answers each with a line of JSON. First it says what runs them.

The first line it reads holds MNIST's digits, a byte a pixel in base64, in place of those that a script
would download.
"""
import base64
import contextlib
import importlib
import io
import json
import sys
import tempfile
import traceback
import types
import urllib.request
import warnings

import numpy as np
import torch

torch.set_num_threads(1)
warnings.simplefilter('ignore')


def give_torch(digits):
    class MNIST:
        def __init__(self, root, download=False):
            self.data = torch.from_numpy(digits)

    sys.modules['torchvision'] = types.ModuleType('torchvision')
    sys.modules['torchvision.datasets'] = types.ModuleType('torchvision.datasets')
    sys.modules['torchvision.datasets'].MNIST = MNIST


def give_jax(digits):
    file = tempfile.NamedTemporaryFile(suffix='.npz')
    np.savez(file, x_train=digits)
    file.flush()
    # With the file, which lives as long as this function does.
    urllib.request.urlretrieve = lambda url: (file.name, None)


def give_keras(digits):
    sys.modules['keras'].datasets.mnist.load_data = lambda: ((digits, None), None)


kinds = {
    'pytorch': (['torch'], give_torch),
    'jax': (['jax'], give_jax),
    'keras': (['keras', 'tensorflow'], give_keras),
}


def prepare(kind, digits):
    """Imports what the scripts need, or puts a stand-in in its place; says which."""
    names, give = kinds[kind]
    try:
        versions = [f'{name} {importlib.import_module(name).__version__}' for name in names]
        told = ', '.join(versions)
    except ImportError:
        import stand_ins

        getattr(stand_ins, f'stand_in_{kind}')()
        told = f'a stand-in on PyTorch, since {" or ".join(names)} cannot be imported'
    give(digits)
    return told


def run(script):
    out = io.StringIO()
    # A script may have changed it, and the next one starts as a fresh process would.
    torch.set_grad_enabled(True)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(script, 'script', 'exec'), {'__name__': '__main__'})
    except Exception:
        return {'error': traceback.format_exc()}
    return {'out': out.getvalue()}


pixels = np.frombuffer(base64.b64decode(json.loads(sys.stdin.readline())), np.uint8)
# As often as the largest batch asks for.
print(json.dumps(prepare(sys.argv[1], np.tile(pixels.reshape(-1, 28, 28), (5, 1, 1)))), flush=True)
for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
