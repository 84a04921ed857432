"""Training steps and inference in PyTorch for test/bench/engine.ts, over the networks of networks.py and the classifier's.

Argument: a JSON description {"case": ..., ...}. It answers "ready"; then every line on stdin runs the case once and answers
with a line "done <peak memory in MB>".
"""
import json
import resource
import sys

import torch
from torch import nn
from torch.nn import functional as F

import networks


class Block(nn.Module):
    def __init__(self, source, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(source, width, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(width)
        self.skip = nn.Identity()
        if stride != 1 or source != width:
            self.skip = nn.Sequential(nn.Conv2d(source, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        y = self.norm2(self.conv2(torch.relu(self.norm1(self.conv1(x)))))
        return torch.relu(y + self.skip(x))


def classifier(spec):
    layers = [nn.Conv2d(3, spec["stem"], 3, 2, 1, bias=False), nn.BatchNorm2d(spec["stem"]), nn.ReLU()]
    source = spec["stem"]
    for stage in spec["stages"]:
        for index in range(stage["blocks"]):
            layers.append(Block(source, stage["width"], stage["stride"] if index == 0 else 1))
            source = stage["width"]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(source, spec["classes"]))


class Backbone(networks.ModifiedResNet):
    """Max pool and a linear layer to 768, as the project's default."""

    def __init__(self):
        super().__init__(64, (3, 4, 6, 3), 32, 8, 768)
        self.attnpool = nn.Linear(2048, 768)

    def forward(self, x):
        for i in (1, 2, 3):
            x = F.relu(getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(x)))
        return self.attnpool(self.maps(F.avg_pool2d(x, 2))[3].amax((2, 3)))


def training(model, make_loss, make_optimizer):
    model.train()
    optimizer = make_optimizer(model.parameters())

    def step():
        optimizer.zero_grad(set_to_none=True)
        make_loss(model).backward()
        optimizer.step()

    return step


def decoding(model, prefix, new, batch):
    """Greedy decoding with a cache of keys and values that grows by concatenation."""
    width, heads = model.width, model.heads

    @torch.no_grad()
    def run():
        words = model.wte(prefix)
        cache = [None] * len(model.h)
        for position in range(new):
            length = words.shape[1]
            start = 0 if cache[0] is None else cache[0][0].shape[2]
            x = words + model.wpe.weight[start:start + length]
            bias = torch.triu(torch.full((length, length), -1e9), 1) if length > 1 else 0
            for i, layer in enumerate(model.h):
                q, k, v = layer["attn"]["c_attn"](layer["ln_1"](x)).split(width, -1)
                q, k, v = (t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (q, k, v))
                if cache[i] is not None:
                    k, v = torch.cat([cache[i][0], k], 2), torch.cat([cache[i][1], v], 2)
                cache[i] = (k, v)
                scores = q @ k.transpose(-1, -2) / (width // heads) ** 0.5 + bias
                x = x + layer["attn"]["c_proj"]((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
                y = layer["mlp"]["c_fc"](layer["ln_2"](x))
                x = x + layer["mlp"]["c_proj"](F.gelu(y, approximate="tanh"))
            logits = model.ln_f(x[:, -1]) @ model.wte.weight.T
            words = model.wte(logits.argmax(-1))[:, None]

    return run


def build(spec):
    case, batch = spec["case"], spec["batch"]
    sgd = lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.9)
    adamw = lambda p: torch.optim.AdamW(p, lr=1e-5)
    if case == "classifier":
        images = torch.rand(batch, 3, spec["height"], spec["width"])
        labels = torch.randint(0, spec["classes"], (batch,))
        loss = lambda model: F.cross_entropy(model(images), labels)
        return training(classifier(spec), loss, lambda p: torch.optim.AdamW(p, lr=1e-3))
    if case == "resnet50":
        images = torch.rand(batch, 3, 256, 128)
        return training(Backbone(), lambda model: model(images).square().mean(), sgd)
    if case == "resnet50 inference":
        images = torch.rand(batch, 3, 256, 128)
        model = Backbone().eval()

        @torch.no_grad()
        def infer():
            return model(images)

        return infer
    ids = torch.arange(batch * 64).reshape(batch, 64) % 30000
    if case == "bert":
        model = networks.Bert(30522, 512, 768, 12, 12, 3072)
        mask = torch.ones(batch, 64)
        return training(model, lambda m: m(ids, mask)["average"].square().mean(), adamw)
    if case == "gpt2":
        model = networks.Gpt2(50257, 1024, 768, 12, 12)
        target = ids.roll(-1, 1).flatten()
        return training(model, lambda m: F.cross_entropy(m(ids)["logits"].flatten(0, 1), target), adamw)
    if case == "gpt2 decoding":
        model = networks.Gpt2(50257, 1024, 768, 12, 12).eval()
        return decoding(model, ids[:, : spec["prefix"]], spec["new"], batch)
    raise ValueError(case)


def main():
    spec = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(2)
    run = build(spec)
    print("ready", flush=True)
    for _ in sys.stdin:
        run()
        print("done", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)


if __name__ == "__main__":
    main()
