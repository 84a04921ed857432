"""SPAC in PyTorch over the modules of networks.py, and its references: writes test/model/spac/pytorch.json with the prefixes
in evaluation, and the loss and the norms of its gradients in training, of a very small network without dropout.
Weights and pictures follow the formula of networks.py; all is computed in float64.

Run: /usr/bin/python3 test/peers/spac.py
"""
import os

import torch
from torch import nn
from torch.nn import functional as F

import networks

SLOTS = ("gender", "head", "upper", "lower", "shoes", "belongings")
ATTRIBUTE_PREFIX = 3
SENTENCE_PREFIX = 5
LAMBDA = 0.15


class Branch(nn.Module):
    """A map (N, C, H, W) -> a prefix (N, tokens, D), table 12 of the paper."""

    def __init__(self, channels, sizes, tokens, dropout):
        super().__init__()
        convolutions, hidden, width = sizes
        self.convolutions = [f"conv{i + 1}" for i in range(convolutions)]
        for name in self.convolutions:
            setattr(self, name, nn.Conv2d(channels, channels, 3, 2, 1))
        self.linear1, self.linear2 = nn.Linear(channels, hidden), nn.Linear(hidden, tokens * width)
        self.drop, self.tokens = nn.Dropout(dropout), tokens

    def forward(self, x):
        for name in self.convolutions:
            x = getattr(self, name)(x)
        x = self.drop(self.linear2(self.drop(self.linear1(x.mean((2, 3))))))
        return F.leaky_relu(x, 1 / 5.5).unflatten(1, (self.tokens, -1))


class Spac(nn.Module):
    """`net` as SpacNet in model/spac/network.ts."""

    def __init__(self, net, dropout=0.25):
        super().__init__()
        channels, generator = net["channels"], net["generator"]
        width = generator["width"]
        self.level = net["level"]
        self.body = networks.ResNetFpn(net["body"]["width"], net["body"]["blocks"], channels)
        self.attribute = networks.tree(
            **{slot: Branch(channels, (1, width, width), ATTRIBUTE_PREFIX, dropout) for slot in SLOTS})
        self.sentence = Branch(channels, (2, 2 * width, width), SENTENCE_PREFIX, dropout)
        self.styles = [f"style{i + 1}" for i in range(net["styles"])]
        for name in self.styles:
            setattr(self, name, nn.Linear(width, width))
        self.generator = networks.Gpt2(**generator)

    def forward(self, images):
        """(N, 3, H, W) -> prefixes of the attributes (6, N, 3, D) and of the styles (styles, N, 23, D)"""
        map = self.body.level(images, self.level)
        attributes = [self.attribute[slot](map) for slot in SLOTS]
        whole = torch.cat([*attributes, self.sentence(map)], 1)
        return torch.stack(attributes), torch.stack([getattr(self, name)(whole) for name in self.styles])


def cross_entropy(generator, prefix, ids, mask):
    """Mean over the tokens with mask 1; prefix (N, P, D), ids and mask (N, L)."""
    words = torch.cat([prefix, generator.wte(ids[:, :-1])], 1)
    hidden = generator.hidden(words)[:, prefix.shape[1] - 1:]
    logits = hidden @ generator.wte.weight.T
    return F.cross_entropy(logits.flatten(0, 1), ids.masked_fill(mask == 0, -100).flatten())


def losses(model, images, captions, attributes, style):
    """Of the captions (N, L), each in the style of its image, and of the attributes (6, N, L), (ids, mask) both."""
    of_attributes, of_styles = model(images)
    chosen = of_styles[style, torch.arange(len(style))]
    rows = [each.flatten(0, 1) for each in (of_attributes, *attributes)]
    return cross_entropy(model.generator, chosen, *captions), cross_entropy(model.generator, *rows)


# --- what is written ---------------------------------------------------------------------------------------------------
NET = {
    "picture": [64, 32], "body": {"width": 4, "blocks": [1, 1, 1, 1]}, "channels": 8, "level": 1, "styles": 2,
    "generator": {"vocabulary": 50, "positions": 40, "width": 16, "layers": 2, "heads": 2},
}
END_OF_TEXT = 49


def texts(lengths, longest):
    """Rows of ids that end in the end of text and are filled up with it, and their mask; a text of length 0 has none."""
    length = torch.tensor(lengths)[:, None]
    place = torch.arange(longest)
    ids = (torch.arange(len(lengths))[:, None] * 17 + place * 7 + 3) % END_OF_TEXT
    return ids.masked_fill(place >= length - 1, END_OF_TEXT), (place < length).long()


def stored(ids, mask):
    return {"shape": list(ids.shape), "ids": ids.flatten().tolist(), "mask": mask.flatten().tolist()}


def group(name):
    """What our names begin with."""
    first, second, *_ = name.split(".")
    if first == "body":
        return "pyramid" if second == "fpn" else "body"
    return f"attribute/{second}" if first == "attribute" else first


def main():
    model = Spac(NET, dropout=0)
    networks.initialise(model)
    model.double()
    shapes = {name: list(p.shape) for name, p in model.state_dict().items() if "num_batches_tracked" not in name}
    style = torch.tensor([0, 1, 1, 0])
    n = len(style)
    images = networks.fill("images", (n, 3, *NET["picture"]), 1.0).double()
    captions = texts([9, 6, 8, 3], 9)
    # A phrase of one token is the end of text alone; shoes of the third picture have no phrase.
    lengths = [2, 2, 3, 2, 4, 3, 4, 3, 4, 4, 2, 3, 3, 4, 4, 2, 3, 2, 0, 3, 1, 4, 3, 2]
    attributes = tuple(each.reshape(len(SLOTS), n, -1) for each in texts(lengths, 4))

    with torch.no_grad():
        of_attributes, of_styles = model.eval()(images)
    of_captions, of_phrases = losses(model.train(), images, captions, attributes, style)
    total = of_captions + LAMBDA * of_phrases
    total.backward()
    squares = {}
    for name, p in model.named_parameters():
        if p.grad is not None:
            squares[group(name)] = squares.get(group(name), 0) + float(p.grad.square().sum())
    reference = {
        "net": NET, "shapes": shapes, "images": n, "style": style.tolist(),
        "captions": stored(*captions), "attributes": stored(*attributes),
        "prefixes": {
            "attributes": [each.flatten().tolist() for each in of_attributes],
            "styles": [each.flatten().tolist() for each in of_styles],
        },
        "loss": {"captions": float(of_captions), "attributes": float(of_phrases), "total": float(total)},
        "gradients": {name: square**0.5 for name, square in squares.items()},
    }
    here = os.path.dirname(os.path.abspath(__file__))
    networks.write(os.path.join(here, "..", "model", "spac", "pytorch.json"), reference)


if __name__ == "__main__":
    main()
