"""3 layers with kaiming_normal weights and relu, in PyTorch, as set in Initscope.

Prints the variance of every layer and of its gradients, in double precision, beside
what Initscope measured. The random numbers are others, so the two agree up to chance.
"""
import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(1)

batch = 8
widths = [32, 16, 16, 16]  # the input's, then every layer's


@torch.no_grad()
def init_(layer):
    nn.init.kaiming_normal_(layer.weight, nonlinearity='relu')
    nn.init.zeros_(layer.bias)


activation = nn.ReLU()
layers = [nn.Linear(fan_in, fan_out) for fan_in, fan_out in zip(widths, widths[1:])]
for layer in layers:
    init_(layer)

x = torch.randn(batch, widths[0])
x.requires_grad_()
pre, post = [x], [x]
for layer in layers:
    u = layer(x)
    h = F.layer_norm(u, u.shape[1:], eps=1e-5)
    a = activation(h)
    if layer.in_features == layer.out_features:
        a = x + a
    x = a
    h.retain_grad()
    x.retain_grad()
    pre.append(h)
    post.append(x)
x.backward(torch.randn_like(x))  # the loss's gradient: standard normal

# Variances that Initscope measured with seed 1, from the input, layer 0, on
measured = {
    'pre': [1, 0.5, 0.33333, 0.25],
    'post': [0.5] * 4,
    'grad_pre': [None, 12346000, 12346000, 12346000],
    'grad_post': [0] * 4,
    'grad_weight': [None, 1e-8, 5e-9, 3.3333e-9],
}


def variance(x):
    if x is None:
        return None
    x = x.detach().double()
    return x[x.isfinite()].var(unbiased=False).item()  # of what did not overflow


found = {'pre': pre, 'post': post}
found['grad_pre'] = [None, *(h.grad for h in pre[1:])]
found['grad_post'] = [x.grad for x in post]
found['grad_weight'] = [None, *(layer.weight.grad for layer in layers)]


def table(*names):
    print('layer', *(f'{name:>11} {"Initscope":>11}' for name in names))
    for i in range(len(widths)):
        pairs = [(variance(found[name][i]), measured[name][i]) for name in names]
        cells = [cell for pair in pairs for cell in pair]
        print(f'{i:5}', *(' ' * 11 if cell is None else f'{cell:11.4e}' for cell in cells))


table('pre', 'post')
table('grad_pre', 'grad_post', 'grad_weight')
