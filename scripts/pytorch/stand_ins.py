"""Stand-ins for JAX, Keras and TensorFlow, on PyTorch, where those are not installed.

They have what scripts of src/export/scripts use, as its documentation says it: thus the scripts' own
formulas are seen to be right, and of the libraries no more than what is written here.
"""
import sys
import types

import torch
from torch.nn import functional as F

TRUNCATED = 0.87962566103423978


def module(name, **content):
    made = types.ModuleType(name)
    made.__dict__.update(content)
    sys.modules[name] = made
    return made


def flat(nested):
    """The tensors of nested lists."""
    if isinstance(nested, (list, tuple)):
        return [x for inner in nested for x in flat(inner)]
    return [nested]


def like(nested, values):
    """The values, in turn, in lists as nested as those."""
    if isinstance(nested, (list, tuple)):
        return [like(inner, values) for inner in nested]
    return next(values)


def truncated(generator, shape):
    """A standard normal within 2, by rejection."""
    x = torch.randn(shape, generator=generator)
    while (x.abs() > 2).any():
        x = torch.where(x.abs() > 2, torch.randn(shape, generator=generator), x)
    return x


def scaled(scale, mode, distribution):
    """VarianceScaling, of which the truncated normal is divided by its std."""

    def draw(generator, shape):
        fans = {'fan_in': shape[0], 'fan_out': shape[1], 'fan_avg': sum(shape) / 2}
        std = (scale / fans[mode]) ** 0.5
        if distribution == 'uniform':
            return 3**0.5 * std * (2 * torch.rand(shape, generator=generator) - 1)
        if distribution == 'truncated_normal':
            return std / TRUNCATED * truncated(generator, shape)
        return std * torch.randn(shape, generator=generator)

    return draw


def orthogonal(generator, shape):
    rows, columns = max(shape), min(shape)
    q, r = torch.linalg.qr(torch.randn((rows, columns), generator=generator))
    q = q * r.diagonal().sign()
    return q if shape[0] >= shape[1] else q.T


def seeded(seed):
    return torch.Generator().manual_seed(int(seed))


def stand_in_jax():
    torch.Tensor.astype = lambda self, dtype: self.to(dtype)

    def split(key, count):
        return [seeded(seed) for seed in torch.randint(2**62, (count,), generator=key)]

    def uniform(key, shape, minval=0.0, maxval=1.0):
        return minval + (maxval - minval) * torch.rand(shape, generator=key)

    def grad(function, argnums):
        def gradients(*args):
            leaves = [x.detach().clone().requires_grad_() for x in flat(args)]
            result = function(*like(args, iter(leaves)))
            found = torch.autograd.grad(result, leaves)
            return [like(args, iter(found))[i] for i in argnums]

        return gradients

    def just(value):
        return lambda key, shape: torch.full(shape, float(value))

    def stretched(draw):
        return lambda std: lambda key, shape: std * draw(key, shape)

    initializers = module(
        'jax.nn.initializers',
        normal=stretched(lambda key, shape: torch.randn(shape, generator=key)),
        truncated_normal=stretched(truncated),
        uniform=stretched(uniform),
        constant=just,
        zeros=just(0),
        orthogonal=lambda: orthogonal,
        variance_scaling=scaled,
        xavier_uniform=lambda: scaled(1, 'fan_avg', 'uniform'),
        kaiming_uniform=lambda: scaled(2, 'fan_in', 'uniform'),
        lecun_uniform=lambda: scaled(1, 'fan_in', 'uniform'),
    )
    names = 'relu leaky_relu relu6 elu celu selu silu mish softplus sigmoid'.split()
    nn = module(
        'jax.nn',
        initializers=initializers,
        **{name: getattr(F, name) for name in names},
        gelu=lambda x, approximate=True: F.gelu(x, approximate='tanh' if approximate else 'none'),
        hard_tanh=F.hardtanh,
        hard_sigmoid=F.hardsigmoid,
        hard_swish=F.hardswish,
        soft_sign=F.softsign,
    )
    jnp = module(
        'jax.numpy',
        mean=lambda x, axis, keepdims: x.mean(axis, keepdim=keepdims),
        asarray=lambda x, dtype: torch.as_tensor(x, dtype=dtype),
        argsort=lambda x, axis: x.argsort(axis),
        where=lambda kept, x, y: torch.where(kept, torch.as_tensor(x, dtype=y.dtype), y),
        **{name: getattr(torch, name) for name in 'sqrt square sum sin tanh abs clip eye zeros'.split()},
        **{name: getattr(torch, name) for name in 'full zeros_like float16 bfloat16 float32'.split()},
    )
    module(
        'jax',
        nn=nn,
        numpy=jnp,
        grad=grad,
        config=types.SimpleNamespace(update=lambda name, value: None),
        random=types.SimpleNamespace(
            key=seeded,
            split=split,
            uniform=uniform,
            normal=lambda key, shape: torch.randn(shape, generator=key),
        ),
    )


class GradientTape:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def watch(self, tensors):
        for x in flat(tensors):
            x.requires_grad_()

    def gradient(self, target, sources, output_gradients):
        found = torch.autograd.grad(target, flat(sources), output_gradients)
        return like(sources, iter(found))


def stand_in_keras():
    def initializer(draw):
        return lambda *given, seed=None, **named: lambda shape: draw(*given, **named)(seed, shape)

    def uniform(shape, minval=0.0, maxval=1.0, seed=None):
        return minval + (maxval - minval) * torch.rand(shape, generator=seed)

    def just(value):
        return lambda seed, shape: torch.full(shape, float(value))

    # As truncated as Keras': only "untruncated_normal" is not.
    initializers = module(
        'keras.initializers',
        RandomNormal=initializer(
            lambda stddev: lambda seed, shape: stddev * torch.randn(shape, generator=seed)
        ),
        TruncatedNormal=initializer(
            lambda stddev: lambda seed, shape: stddev * truncated(seed, shape)
        ),
        RandomUniform=initializer(
            lambda minval, maxval: lambda seed, shape: uniform(shape, minval, maxval, seed)
        ),
        VarianceScaling=initializer(scaled),
        GlorotUniform=initializer(lambda: scaled(1, 'fan_avg', 'uniform')),
        HeUniform=initializer(lambda: scaled(2, 'fan_in', 'uniform')),
        LecunUniform=initializer(lambda: scaled(1, 'fan_in', 'uniform')),
        Orthogonal=initializer(lambda: orthogonal),
        Identity=initializer(lambda: lambda seed, shape: torch.eye(*shape)),
        Constant=initializer(just),
        Zeros=initializer(lambda: just(0)),
    )
    dtypes = {name: getattr(torch, name) for name in ('float16', 'bfloat16', 'float32')}
    names = 'relu leaky_relu relu6 elu celu selu silu softplus sigmoid softsign'.split()
    ops = module(
        'keras.ops',
        **{name: getattr(F, name) for name in names},
        **{name: getattr(torch, name) for name in 'sqrt square sin tanh abs where zeros full clip'.split()},
        gelu=lambda x, approximate=True: F.gelu(x, approximate='tanh' if approximate else 'none'),
        hard_sigmoid=F.hardsigmoid,
        hard_silu=F.hardswish,
        mean=lambda x, axis, keepdims: x.mean(axis, keepdim=keepdims),
        cast=lambda x, dtype: x.to(dtypes[dtype]),
        argsort=lambda x, axis: x.argsort(axis),
        convert_to_numpy=lambda x: x.detach().numpy(),
        convert_to_tensor=lambda x, dtype: torch.as_tensor(x, dtype=dtypes[dtype]),
    )
    module(
        'keras',
        initializers=initializers,
        ops=ops,
        activations=types.SimpleNamespace(linear=lambda x: x, mish=F.mish),
        datasets=types.SimpleNamespace(mnist=types.SimpleNamespace()),
        random=types.SimpleNamespace(
            SeedGenerator=seeded,
            uniform=uniform,
            normal=lambda shape, seed: torch.randn(shape, generator=seed),
        ),
    )
    module('tensorflow', GradientTape=GradientTape)
