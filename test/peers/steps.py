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
import plip
import spac


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


@torch.no_grad()
def greedy(model, words, new):
    """(N, P, D) embeddings that texts start with -> (N, new) ids. Keys and values have their places from the start: that takes
    a quarter to a half less time than a cache that grows by concatenation."""
    (n, length, width), heads = words.shape, model.heads
    keys = torch.empty(len(model.h), n, heads, length + new - 1, width // heads)
    values = torch.empty_like(keys)
    bias = torch.triu(torch.full((length, length), -1e9), 1)
    ids, start = [], 0
    for _ in range(new):
        end = start + words.shape[1]
        x = words + model.wpe.weight[start:end]
        for i, layer in enumerate(model.h):
            q, k, v = layer["attn"]["c_attn"](layer["ln_1"](x)).split(width, -1)
            q, keys[i, :, :, start:end], values[i, :, :, start:end] = (
                t.unflatten(-1, (heads, -1)).transpose(1, 2) for t in (q, k, v))
            scores = q @ keys[i, :, :, :end].transpose(-1, -2) / (width // heads) ** 0.5
            shares = (scores + bias if start == 0 else scores).softmax(-1)
            x = x + layer["attn"]["c_proj"]((shares @ values[i, :, :, :end]).transpose(1, 2).flatten(2))
            y = layer["mlp"]["c_fc"](layer["ln_2"](x))
            x = x + layer["mlp"]["c_proj"](F.gelu(y, approximate="tanh"))
        ids.append((model.ln_f(x[:, -1]) @ model.wte.weight.T).argmax(-1))
        words, start = model.wte(ids[-1])[:, None], end
    return torch.stack(ids, 1)


SPAC = {
    "body": {"width": 64, "blocks": (3, 4, 23, 3)}, "channels": 256, "level": 0, "styles": 2,
    "generator": {"vocabulary": 50257, "positions": 1024, "width": 768, "layers": 12, "heads": 12},
}


def captioning(spec):
    """Pictures -> six phrases and a caption a style, of so many tokens each."""
    model = spac.Spac(SPAC).eval()
    images = torch.rand(spec["batch"], 3, 384, 128)

    @torch.no_grad()
    def run():
        attributes, styles = (prefixes.flatten(0, 1) for prefixes in model(images))
        greedy(model.generator, attributes, spec["attribute"])
        greedy(model.generator, styles, spec["caption"])

    return run


def spac_step(spec):
    batch = spec["batch"]
    images = torch.rand(batch, 3, 384, 128)
    style = torch.arange(batch) % SPAC["styles"]
    shapes = (batch, spec["caption"]), (len(spac.SLOTS), batch, spec["attribute"])
    texts = [(torch.randint(0, 50257, shape), torch.ones(shape)) for shape in shapes]

    def loss(model):
        captions, attributes = spac.losses(model, images, *texts, style)
        return captions + spac.LAMBDA * attributes

    return training(spac.Spac(SPAC), loss, lambda p: torch.optim.AdamW(p, lr=1e-4))


class Adan:
    """The rule of model/optim/adan.ts without weight decay, over all arrays at once."""

    def __init__(self, parameters, lr, betas=(0.98, 0.92, 0.99), eps=1e-8):
        self.weights = [p for p in parameters if p.requires_grad]
        self.lr, self.betas, self.eps, self.step_count = lr, betas, eps, 0
        zeros = lambda: [torch.zeros_like(p) for p in self.weights]
        self.mean, self.difference, self.square, self.previous = zeros(), zeros(), zeros(), zeros()

    def zero_grad(self, set_to_none=True):
        for p in self.weights:
            p.grad = None

    @torch.no_grad()
    def step(self):
        b1, b2, b3 = self.betas
        self.step_count += 1
        k, gradients = self.step_count, [p.grad for p in self.weights]
        # Slot `previous` becomes the difference, then the new gradient: no array more than needed is made.
        torch._foreach_mul_(self.previous, -1.0 if k > 1 else 0.0)
        if k > 1:
            torch._foreach_add_(self.previous, gradients)
        torch._foreach_mul_(self.mean, b1)
        torch._foreach_add_(self.mean, gradients, alpha=1 - b1)
        torch._foreach_mul_(self.difference, b2)
        torch._foreach_add_(self.difference, self.previous, alpha=1 - b2)
        torch._foreach_mul_(self.previous, b2)
        torch._foreach_add_(self.previous, gradients)
        torch._foreach_mul_(self.square, b3)
        torch._foreach_addcmul_(self.square, self.previous, self.previous, value=1 - b3)
        floor = torch._foreach_sqrt(self.square)
        correction = (1 - b3**k) ** 0.5
        torch._foreach_add_(floor, self.eps * correction)
        torch._foreach_addcdiv_(self.weights, self.mean, floor, value=-self.lr * correction / (1 - b1**k))
        torch._foreach_addcdiv_(self.weights, self.difference, floor, value=-self.lr * correction * b2 / (1 - b2**k))
        for old, new in zip(self.previous, gradients):
            old.copy_(new)


def plip_step(spec):
    """PLIP's whole step. `spec`: the network, the lengths of the captions, hidden words, layers of BERT that are trained."""
    net, n, length = spec["net"], len(spec["lengths"]), spec["padded"]
    model = plip.Plip(net)
    if spec["textLayers"] is not None:
        model.freeze(spec["textLayers"])
    elif net["textPool"] == "average":
        model.text.pooler.requires_grad_(False)
    words = torch.tensor(spec["lengths"])
    positions = torch.tensor(spec["positions"]) // spec["own"] * length + torch.tensor(spec["positions"]) % spec["own"]
    ids = torch.randint(5, net["text"]["vocabulary"], (n, length))
    masked = ids.clone()
    masked.view(-1)[positions] = 4
    identities = torch.tensor(spec["identities"])
    batch = {
        "images": torch.randn(n, 3, *net["visual"]["picture"]), "ids": ids, "maskedIds": masked,
        "mask": (torch.arange(length) < words[:, None]).float(), "positions": positions, "labels": ids.view(-1)[positions],
        "shares": torch.full((len(positions),), 1 / len(positions)),
        "same": (identities[:, None] == identities).float(),
    }
    return training(model, lambda m: plip.total(plip.losses(m, batch)), lambda p: Adan(p, lr=1e-5))


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
    if case == "swin":
        images = torch.rand(batch, 3, 256, 128)
        model = networks.Swin(128, (2, 2, 18, 2), (4, 8, 16, 32), 7, 768)
        return training(model, lambda m: m(images)["embedding"].square().mean(), adamw)
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
        return lambda: greedy(model, model.wte(ids[:, : spec["prefix"]]), spec["new"])
    if case == "spac captioning":
        return captioning(spec)
    if case == "plip":
        return plip_step(spec["plip"])
    if case == "matrix product":
        a, b = torch.rand(batch, batch), torch.rand(batch, batch)
        return lambda: a @ b
    if case == "spac step":
        return spac_step(spec)
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
