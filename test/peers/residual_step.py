"""One training step of the classifier's residual network in PyTorch, for test/bench/engine.ts.

Arguments: a JSON description {stem, stages, batch, height, width, classes}. Every line on stdin runs one step (forward,
backward, AdamW) and answers with a line.
"""
import json
import sys

import torch
from torch import nn


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


def network(spec):
    layers = [nn.Conv2d(3, spec["stem"], 3, 2, 1, bias=False), nn.BatchNorm2d(spec["stem"]), nn.ReLU()]
    source = spec["stem"]
    for stage in spec["stages"]:
        for index in range(stage["blocks"]):
            layers.append(Block(source, stage["width"], stage["stride"] if index == 0 else 1))
            source = stage["width"]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(source, spec["classes"]))


def main():
    spec = json.loads(sys.argv[1])
    torch.manual_seed(0)
    torch.set_num_threads(2)
    model = network(spec)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    images = torch.rand(spec["batch"], 3, spec["height"], spec["width"])
    labels = torch.randint(0, spec["classes"], (spec["batch"],))
    for _ in sys.stdin:
        optimizer.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(images), labels).backward()
        optimizer.step()
        print("done", flush=True)


main()
