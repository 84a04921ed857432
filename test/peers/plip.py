"""PLIP in PyTorch over the modules of networks.py, and its references: writes test/model/plip/pytorch.json with the loss of each
task, the norms of its gradients, and colours and scores, of a very small network in training, for several settings.
Weights and inputs follow the formula of networks.py; all is computed in float64.

Run: /usr/bin/python3 test/peers/plip.py
"""
import os

import torch
from torch import nn
from torch.nn import functional as F

import networks

MEAN, STD = (0.357, 0.323, 0.328), (0.252, 0.242, 0.239)
WEIGHTS = {"ivlc": 1, "tic": 0.02, "iap": 0.1}


class Visual(networks.ModifiedResNet):
    def __init__(self, width, blocks, output, pool):
        super().__init__(width, blocks, 8, 1, output)
        self.attnpool = nn.Linear(32 * width, output)
        self.pool = pool

    def forward(self, x):
        for i in (1, 2, 3):
            x = F.relu(getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(x)))
        return self.maps(F.avg_pool2d(x, 2))

    def embedding(self, maps):
        return self.attnpool(maps[3].amax((2, 3)) if self.pool == "max" else maps[3].mean((2, 3)))


class MultimodalBlock(nn.Module):
    def __init__(self, channels, text, pool, gate):
        super().__init__()
        self.down, self.up = nn.Linear(channels + text, channels), nn.Linear(channels, channels)
        self.pool, self.gate = pool, gate

    def forward(self, x, text):
        pooled = x.mean((2, 3)) if self.pool == "average" else x.amax((2, 3))
        scores = self.up(F.relu(self.down(torch.cat([pooled, text], 1))))
        shares = scores.sigmoid() if self.gate == "sigmoid" else scores.softmax(1)
        return x * shares[:, :, None, None]


class Colorizer(nn.Module):
    def __init__(self, width, text, channels, pool, gate):
        super().__init__()
        for i in range(4):
            setattr(self, f"project{i + 1}", nn.Conv2d(4 * width * 2**i, channels, 3, 1, 1))
        self.block1 = MultimodalBlock(4 * channels, text, pool, gate)
        self.deconv1 = nn.ConvTranspose2d(4 * channels, channels, 3, 2, 1, 1)
        self.norm1 = nn.BatchNorm2d(channels)
        self.block2 = MultimodalBlock(channels, text, pool, gate)
        self.deconv2 = nn.ConvTranspose2d(channels, 3, 3, 2, 1, 1)

    def forward(self, maps, text):
        levels = [getattr(self, f"project{i + 1}")(m) for i, m in enumerate(maps)]
        size = maps[0].shape[2:]
        levels = levels[:1] + [F.interpolate(m, size=size, mode="bilinear", align_corners=False) for m in levels[1:]]
        x = F.relu(self.norm1(self.deconv1(self.block1(torch.cat(levels, 1), text))))
        return self.deconv2(self.block2(x, text))


class AttributeHead(nn.Module):
    def __init__(self, width, heads, vocabulary, fusion):
        super().__init__()
        self.heads = heads
        if fusion == "concatenation":
            self.fuse = nn.Linear(2 * width, width)
        self.fusion = fusion
        lin = lambda a, b: nn.Linear(a, b)
        self.block0 = networks.tree(
            norm1=nn.LayerNorm(width), query=lin(width, width), key=lin(width, width), value=lin(width, width),
            output=lin(width, width), norm2=nn.LayerNorm(width), up=lin(width, 4 * width), down=lin(4 * width, width))
        self.norm, self.words = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, states, mask, image, places):
        """States (N, L, D), mask (N, L), image (N, D), places (T) in N*L -> scores (T, V)"""
        seen = image[:, None]
        x = states + seen if self.fusion == "sum" else self.fuse(torch.cat([states, seen.expand_as(states)], -1))
        b, y = self.block0, self.block0["norm1"](x)
        bias = (1 - mask)[:, None, None, :] * -1e9
        x = x + b["output"](networks.attention(b["query"](y), b["key"](y), b["value"](y), self.heads, bias))
        x = x + b["down"](F.gelu(b["up"](b["norm2"](x))))
        return self.words(self.norm(x.flatten(0, 1)[places]))


class Plip(nn.Module):
    """`net` as PlipNet in model/plip/network.ts."""

    def __init__(self, net):
        super().__init__()
        visual, text, colorizer, attributes = (net[name] for name in ("visual", "text", "colorizer", "attributes"))
        self.visual = Visual(visual["width"], visual["blocks"], visual["output"], visual["pool"])
        self.text = networks.Bert(
            text["vocabulary"], text["positions"], text["width"], text["layers"], text["heads"], text["feedForward"])
        self.colorization = Colorizer(
            visual["width"], text["width"], colorizer["channels"], colorizer["pool"], colorizer["gate"])
        self.attributes = AttributeHead(text["width"], attributes["heads"], text["vocabulary"], attributes["fusion"])
        self.text_pool = "average" if net["textPool"] == "average" else "pooled"

    def freeze(self, text_layers):
        """Only the last layers of the text encoder are trained."""
        layers = self.text.encoder["layer"]
        frozen = [self.text.embeddings, *layers[: len(layers) - text_layers]]
        for module in frozen + ([self.text.pooler] if self.text_pool == "average" else []):
            module.requires_grad_(False)


def contrast(images, texts, same, kind="cmpm", target="sum", temperature=0.02):
    def direction(x, z):
        scores = (x if kind == "cmpm" else F.normalize(x)) @ F.normalize(z).T
        if kind in ("sdm", "infonce"):
            scores = scores / temperature
        if kind == "infonce":
            return F.cross_entropy(scores, torch.arange(len(x)))
        count = same.sum(1, keepdim=True)
        q = same / (count if target == "sum" else count.sqrt())
        return (scores.softmax(1) * (scores.log_softmax(1) - (q + 1e-8).log())).sum(1).mean()

    return direction(images, texts) + direction(texts, images)


def gray(images):
    mean, std = (torch.tensor(x, dtype=images.dtype)[None, :, None, None] for x in (MEAN, STD))
    weights = torch.tensor((0.299, 0.587, 0.114), dtype=images.dtype)[None, :, None, None]
    return (((images * std + mean) * weights).sum(1, keepdim=True) - mean) / std


def color_loss(kind, predicted, target):
    squares = (predicted - target).square()
    if kind == "mse":
        return squares.mean()
    return squares.flatten(1).sum(1).sqrt().mean() if kind == "image" else squares.sum(1).sqrt().mean()


def losses(model, batch, color="image", **of_contrast):
    """The three tasks' losses; the gray pass moves no running statistics."""
    maps = model.visual(batch["images"])
    image = model.visual.embedding(maps)
    ids = torch.cat([batch["ids"], batch["maskedIds"]])
    out = model.text(ids, batch["mask"].repeat(2, 1))
    n = len(batch["ids"])
    text = out[model.text_pool][:n]
    norms_of = [m for m in model.visual.modules() if isinstance(m, nn.BatchNorm2d)]
    for norm in norms_of:
        norm.momentum = 0.0
    gray_maps = model.visual(gray(batch["images"]))
    for norm in norms_of:
        norm.momentum = 0.1
    colours = model.colorization(gray_maps, text)
    scores = model.attributes(out["hidden"][n:], batch["mask"], image, batch["positions"])
    return {
        "ivlc": contrast(image, text, batch["same"], **of_contrast),
        "tic": color_loss(color, colours, batch["images"]),
        "iap": (F.cross_entropy(scores, batch["labels"], reduction="none") * batch["shares"]).sum(),
    }


def total(parts):
    return sum(WEIGHTS[name] * value for name, value in parts.items())


# --- what is written ---------------------------------------------------------------------------------------------------
NET = {
    "visual": {"width": 4, "blocks": [1, 1, 1, 1], "pool": "max", "heads": 1, "output": 16, "picture": [64, 32]},
    "text": {"vocabulary": 50, "positions": 16, "types": 2, "width": 16, "layers": 3, "heads": 2, "feedForward": 32},
    "textPool": "average",
    "colorizer": {"channels": 4, "pool": "average", "gate": "sigmoid"},
    "attributes": {"fusion": "sum", "blocks": 1, "heads": 2},
}
IDENTITIES = [3, 3, 8, 1]
LENGTHS = [10, 7, 4, 9]
CASES = {
    "as built": {},
    "as the other readings": {
        "net": {
            "textPool": "pooler", "visual": {"pool": "average"}, "colorizer": {"pool": "max", "gate": "softmax"},
            "attributes": {"fusion": "concatenation"}},
        "loss": {"color": "pixel", "kind": "cmpm", "target": "sqrt"}},
    "sdm and mse": {"loss": {"color": "mse", "kind": "sdm"}},
    "infonce": {"loss": {"kind": "infonce"}},
    "cosine": {"loss": {"kind": "cosine"}},
}
TEXT_LAYERS = 2


def make_batch():
    n, length = len(IDENTITIES), max(LENGTHS)
    ids = networks.ids(n, length, 50)
    mask = (torch.arange(length) < torch.tensor(LENGTHS)[:, None]).double()
    positions = torch.tensor([1, 2, 12, 31, 38])
    masked = ids.clone()
    masked.view(-1)[positions] = 4
    identities = torch.tensor(IDENTITIES)
    return {
        "images": networks.fill("images", (n, 3, *NET["visual"]["picture"]), 1.0).double(),
        "ids": ids, "maskedIds": masked, "mask": mask, "positions": positions, "labels": ids.view(-1)[positions],
        "shares": torch.full((5,), 0.2).double(), "same": (identities[:, None] == identities).double(),
    }


def merged(net, change):
    return {key: {**value, **change.get(key, {})} if isinstance(value, dict) else change.get(key, value)
            for key, value in net.items()}


def norms(model):
    squares = {}
    for name, p in model.named_parameters():
        if p.grad is not None:
            squares[name.split(".")[0]] = squares.get(name.split(".")[0], 0) + float(p.grad.square().sum())
    return {name: square**0.5 for name, square in squares.items() if square > 0}


def case(spec):
    net = merged(NET, spec.get("net", {}))
    model = Plip(net)
    networks.initialise(model)
    model.double().train()
    model.freeze(TEXT_LAYERS)
    batch = make_batch()
    parts = losses(model, batch, **spec.get("loss", {}))
    moved = {name: b for name, b in model.named_buffers() if "running" in name}
    gradients = {}
    for name, value in [*parts.items(), ("total", total(parts))]:
        model.zero_grad(set_to_none=True)
        value.backward(retain_graph=True)
        gradients[name] = norms(model)
    return {
        "net": net, "loss": spec.get("loss", {}),
        "shapes": {name: list(p.shape) for name, p in model.state_dict().items() if "num_batches_tracked" not in name},
        "tasks": {name: float(value) for name, value in parts.items()}, "total": float(total(parts)),
        "gradients": gradients,
        "running": {name: float(b.norm()) for name, b in moved.items() if name.split(".")[1] in ("bn1", "norm1")},
    }


def main():
    batch = make_batch()
    reference = {
        "identities": IDENTITIES, "textLayers": TEXT_LAYERS,
        "batch": {name: batch[name].flatten().tolist() for name in
                  ("ids", "maskedIds", "mask", "positions", "labels", "shares")},
        "cases": {name: case(spec) for name, spec in CASES.items()},
    }
    here = os.path.dirname(os.path.abspath(__file__))
    target = os.path.join(here, "..", "model", "plip", "pytorch.json")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    networks.write(target, reference)


if __name__ == "__main__":
    main()
