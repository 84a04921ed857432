"""Three steps of PyTorch's optimizers on given weights and gradients, and a clipped norm, as JSON.

    python3 test/peers/optimizers.py > test/model/optim/pytorch.json      (Debian: python3-torch)
"""
import json

import torch

WEIGHTS = [0.5, -1.25, 2.0, 0.0, -0.03125]
GRADIENTS = [
    [0.1, -0.2, 0.3, 0.0, 1.5],
    [-0.4, 0.5, 0.25, 1e-3, -0.75],
    [0.05, 0.6, -2.0, -1e-3, 0.125],
]
CASES = [
    ("AdamW", "adamw", {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.1}),
    ("SGD", "sgd", {"lr": 0.1, "momentum": 0.0, "weight_decay": 0.05}),
    ("SGD", "sgd", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.0}),
    ("SGD", "sgd", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.05}),
    ("SGD", "sgd", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.05, "nesterov": True}),
]


def after_steps(name, options):
    weights = torch.nn.Parameter(torch.tensor(WEIGHTS))
    optimizer = getattr(torch.optim, name)([weights], **options)
    after = []
    for gradient in GRADIENTS:
        weights.grad = torch.tensor(gradient)
        optimizer.step()
        after.append(weights.tolist())
    return after


def clipped(max_norm):
    parameters = [torch.nn.Parameter(torch.zeros(5)) for _ in GRADIENTS]
    for parameter, gradient in zip(parameters, GRADIENTS):
        parameter.grad = torch.tensor(gradient)
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm)
    return {"maxNorm": max_norm, "norm": norm.item(), "gradients": [p.grad.tolist() for p in parameters]}


cases = [{"kind": kind, "options": options, "after": after_steps(name, options)} for name, kind, options in CASES]
print(json.dumps({"weights": WEIGHTS, "gradients": GRADIENTS, "cases": cases, "clip": [clipped(1.0), clipped(10.0)]}, indent=1))
