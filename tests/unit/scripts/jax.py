"""3 layers with kaiming_normal weights and relu, in JAX, as set in Initscope.

Prints the variance of every layer and of its gradients, in double precision, beside
what Initscope measured. The random numbers are others, so the two agree up to chance.
"""
import jax
import jax.numpy as jnp
import numpy as np
from jax.nn import initializers

jax.config.update('jax_default_matmul_precision', 'float32')  # also on a GPU or TPU
keys = iter(jax.random.split(jax.random.key(1), 12))

batch = 8
widths = [32, 16, 16, 16]  # the input's, then every layer's


def double(x):
    return np.asarray(x, np.float64)


activation = jax.nn.relu


def init(fan_in, fan_out):
    shape = fan_in, fan_out
    # JAX's kaiming_normal (he_normal) is cut at 2 std and divided by 0.8796, for the
    # same variance; PyTorch's is not cut, and nor is this
    w = initializers.variance_scaling(2, 'fan_in', 'normal')(next(keys), shape)
    b = jnp.zeros((fan_out,))
    return w, b


def layer(x, w, b, dh=0, da=0):
    # dh and da are 0: their gradients are those of h and a
    u = x @ w + b
    u = u - jnp.mean(u, 1, keepdims=True)
    h = u / jnp.sqrt(jnp.mean(jnp.square(u), 1, keepdims=True) + 1e-5) + dh
    a = activation(h)
    if w.shape[0] == w.shape[1]:
        a = x + a
    return h, a + da


def forward(x, ws, *zeros):
    pre, post = [x], [x]
    for parameters in zip(ws, bs, *zeros):
        h, x = layer(x, *parameters)
        pre.append(h)
        post.append(x)
    return pre, post


x = jax.random.normal(next(keys), (batch, widths[0]))

ws, bs = map(list, zip(*map(init, widths, widths[1:])))

cotangent = jax.random.normal(next(keys), (batch, widths[-1]))
pre, post = forward(x, ws)
zeros = [jnp.zeros_like(h) for h in pre[1:]]
loss = lambda *given: jnp.sum(cotangent * forward(*given)[1][-1])
dx, dw, dh, da = jax.grad(loss, argnums=(0, 1, 2, 3))(x, ws, zeros, zeros)


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
    x = double(x)
    x = x[np.isfinite(x)]  # what did not overflow
    return x.var() if x.size else np.nan


found = {'pre': pre, 'post': post}
found |= {'grad_pre': [None, *dh], 'grad_post': [dx, *da], 'grad_weight': [None, *dw]}


def table(*names):
    print('layer', *(f'{name:>11} {"Initscope":>11}' for name in names))
    for i in range(len(widths)):
        pairs = [(variance(found[name][i]), measured[name][i]) for name in names]
        cells = [cell for pair in pairs for cell in pair]
        print(f'{i:5}', *(' ' * 11 if cell is None else f'{cell:11.4e}' for cell in cells))


table('pre', 'post')
table('grad_pre', 'grad_post', 'grad_weight')
