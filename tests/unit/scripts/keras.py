"""3 layers with kaiming_normal weights and relu, in Keras, as set in Initscope.

Prints the variance of every layer and of its gradients, in double precision, beside
what Initscope measured. The random numbers are others, so the two agree up to chance.
"""
import keras
import numpy as np
import tensorflow as tf  # Keras' backend, for the gradients
from keras import initializers, ops

# With a mere number every call would return the same draws
seeds = keras.random.SeedGenerator(1)

batch = 8
widths = [32, 16, 16, 16]  # the input's, then every layer's


def double(x):
    return np.asarray(ops.convert_to_numpy(x), np.float64)


activation = ops.relu


def init(fan_in, fan_out):
    shape = fan_in, fan_out
    # Keras' HeNormal is cut at 2 std and divided by 0.8796, for the same variance;
    # PyTorch's is not cut, and nor is this
    w = initializers.VarianceScaling(2, 'fan_in', 'untruncated_normal', seed=seeds)(shape)
    b = ops.zeros((fan_out,))
    return w, b


def layer(x, w, b):
    u = x @ w + b
    u = u - ops.mean(u, 1, keepdims=True)
    h = u / ops.sqrt(ops.mean(ops.square(u), 1, keepdims=True) + 1e-5)
    a = activation(h)
    if w.shape[0] == w.shape[1]:
        a = x + a
    return h, a


def forward(x, ws):
    pre, post = [x], [x]
    for parameters in zip(ws, bs):
        h, x = layer(x, *parameters)
        pre.append(h)
        post.append(x)
    return pre, post


x = keras.random.normal((batch, widths[0]), seed=seeds)

ws, bs = map(list, zip(*map(init, widths, widths[1:])))

cotangent = keras.random.normal((batch, widths[-1]), seed=seeds)
with tf.GradientTape() as tape:
    tape.watch([x, ws])
    pre, post = forward(x, ws)
dx, dw, dh, da = tape.gradient(post[-1], [x, ws, pre[1:], post[1:]], cotangent)


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
