"""A real Jupyter kernel, driven by lines of JSON: a notebook's side of the wire without its front end.

In: {"run": code}, or {"comm": id, "data": …} for the kernel. Out: {"done": …} for each that was run, with
what it has printed and what was raised, and {"open" or "comm": id, "data": …} as the kernel speaks.
"""

import json
import os
import queue
import sys
import threading

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="python3", env=dict(os.environ))
lock = threading.Lock()


def say(**said: object) -> None:
    with lock:
        print(json.dumps(said), flush=True)


def listen() -> None:
    """Passes on what the kernel broadcasts."""
    outputs: dict[str, dict] = {}
    while True:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        kind, content = message["msg_type"], message["content"]
        of = outputs.setdefault(message["parent_header"].get("msg_id", ""), {"text": ""})
        if kind == "comm_open":
            say(open=content["comm_id"], data=content["data"])
        elif kind == "comm_msg":
            say(comm=content["comm_id"], data=content["data"])
        elif kind == "stream":
            of["text"] += content["text"]
        elif kind == "error":
            of["error"] = f"{content['ename']}: {content['evalue']}"
        elif kind == "execute_input":
            of["code"] = content["code"]
        elif kind == "status" and content["execution_state"] == "idle" and "code" in of:
            say(done=of)


threading.Thread(target=listen, daemon=True).start()
say(ready=True)
try:
    for line in sys.stdin:
        command = json.loads(line)
        if "run" in command:
            client.execute(command["run"])
        else:
            content = {"comm_id": command["comm"], "data": command["data"]}
            client.shell_channel.send(client.session.msg("comm_msg", content))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
