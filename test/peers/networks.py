"""Writes test/model/nn/networks.json: outputs and gradients of the networks in PyTorch, under the names of their published
checkpoints. Weights and inputs follow a formula that the tests repeat, so that none need to be stored:
element i of the tensor `name` is scale * (2 * fraction(43758.5453 * sin(12.9898 * i + h)) - 1), h the sum of the name's
character codes modulo 97.

Run: /usr/bin/python3 test/peers/networks.py
"""
import json
import math
import os

import torch
from torch import nn
from torch.nn import functional as F

torch.manual_seed(0)
torch.set_num_threads(1)


def fill(name, shape, scale, shift=0.0):
    count = int(math.prod(shape))
    h = sum(map(ord, name)) % 97
    index = torch.arange(count, dtype=torch.float64)
    value = 43758.5453 * torch.sin(12.9898 * index + h)
    return (shift + scale * (2 * (value - value.floor()) - 1)).to(torch.float32).reshape(shape)


def initialise(model):
    """Norm scales near 1, variances above 0, all else around 0 with a width that keeps activations alive."""
    with torch.no_grad():
        for name, tensor in list(model.named_parameters()) + list(model.named_buffers()):
            if "num_batches_tracked" in name:
                continue
            if name.endswith("running_var"):
                tensor.copy_(fill(name, tensor.shape, 0.3, 1.0))
            elif tensor.dim() == 1 and name.endswith("weight"):
                tensor.copy_(fill(name, tensor.shape, 0.2, 1.0))
            elif tensor.dim() == 1:
                tensor.copy_(fill(name, tensor.shape, 0.1))
            elif tensor.dim() == 4:
                tensor.copy_(fill(name, tensor.shape, 2.4 / math.sqrt(tensor[0].numel())))
            else:
                tensor.copy_(fill(name, tensor.shape, 1.7 / math.sqrt(tensor.shape[-1])))


def tree(**modules):
    return nn.ModuleDict(modules)


# --- residual networks -------------------------------------------------------------------------------------------------
class Bottleneck(nn.Module):
    def __init__(self, source, width, stride, antialiased):
        super().__init__()
        inner = 1 if antialiased else stride
        self.conv1, self.bn1 = nn.Conv2d(source, width, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, inner, 1, bias=False), nn.BatchNorm2d(width)
        self.conv3, self.bn3 = nn.Conv2d(width, 4 * width, 1, bias=False), nn.BatchNorm2d(4 * width)
        self.pool = nn.AvgPool2d(stride) if antialiased and stride > 1 else nn.Identity()
        self.downsample = None
        if stride > 1 or source != 4 * width:
            self.downsample = nn.ModuleDict(
                {"0": nn.Conv2d(source, 4 * width, 1, inner, bias=False), "1": nn.BatchNorm2d(4 * width)}
            )

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(self.pool(y)))
        if self.downsample is not None:
            x = self.downsample["1"](self.downsample["0"](self.pool(x)))
        return F.relu(y + x)


class Stages(nn.Module):
    def stages(self, width, blocks, antialiased):
        source = width
        for stage, count in enumerate(blocks):
            inside = width * 2**stage
            layers = []
            for i in range(count):
                layers.append(Bottleneck(source, inside, 2 if i == 0 and stage > 0 else 1, antialiased))
                source = 4 * inside
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))

    def maps(self, x):
        out = []
        for stage in range(4):
            x = getattr(self, f"layer{stage + 1}")(x)
            out.append(x)
        return out


class AttentionPool(nn.Module):
    def __init__(self, places, width, heads, output):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.zeros(places + 1, width))
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(width, width) for _ in range(3))
        self.c_proj = nn.Linear(width, output)
        self.heads = heads

    def forward(self, x):
        tokens = x.flatten(2).permute(2, 0, 1)  # (HW, N, C)
        tokens = torch.cat([tokens.mean(0, keepdim=True), tokens], 0) + self.positional_embedding[:, None]
        out, _ = F.multi_head_attention_forward(
            tokens[:1], tokens, tokens, tokens.shape[-1], self.heads, None,
            torch.cat([self.q_proj.bias, self.k_proj.bias, self.v_proj.bias]), None, None, False, 0.0,
            self.c_proj.weight, self.c_proj.bias, use_separate_proj_weight=True,
            q_proj_weight=self.q_proj.weight, k_proj_weight=self.k_proj.weight, v_proj_weight=self.v_proj.weight,
            training=self.training, need_weights=False)
        return out[0]


class ModifiedResNet(Stages):
    def __init__(self, width, blocks, places, heads, output):
        super().__init__()
        half = width // 2
        self.conv1, self.bn1 = nn.Conv2d(3, half, 3, 2, 1, bias=False), nn.BatchNorm2d(half)
        self.conv2, self.bn2 = nn.Conv2d(half, half, 3, 1, 1, bias=False), nn.BatchNorm2d(half)
        self.conv3, self.bn3 = nn.Conv2d(half, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.stages(width, blocks, True)
        self.attnpool = AttentionPool(places, 32 * width, heads, output)

    def forward(self, x):
        for i in (1, 2, 3):
            x = F.relu(getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(x)))
        maps = self.maps(F.avg_pool2d(x, 2))
        return {"map1": maps[0], "map4": maps[3], "embedding": self.attnpool(maps[3])}


class ResNetFpn(Stages):
    """torchvision's resnet body with its feature pyramid, under the names of its detection checkpoints."""

    def __init__(self, width, blocks, output):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        self.stages(width, blocks, False)
        self.fpn = nn.ModuleDict({
            "inner_blocks": nn.ModuleList([nn.Conv2d(4 * width * 2**i, output, 1) for i in range(4)]),
            "layer_blocks": nn.ModuleList([nn.Conv2d(output, output, 3, padding=1) for i in range(4)]),
        })

    def body(self, x):
        return self.maps(F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1))

    def merged(self, maps, least):
        """Maps of the body -> levels 3 to `least` of the pyramid, before their last convolution."""
        out = {3: self.fpn["inner_blocks"][3](maps[3])}
        for level in range(2, least - 1, -1):
            lateral = self.fpn["inner_blocks"][level](maps[level])
            out[level] = lateral + F.interpolate(out[level + 1], size=lateral.shape[-2:], mode="nearest")
        return out

    def level(self, x, level):
        return self.fpn["layer_blocks"][level](self.merged(self.body(x), level)[level])

    def forward(self, x):
        maps = self.body(x)
        levels = {f"level{i}": self.fpn["layer_blocks"][i](map) for i, map in self.merged(maps, 0).items()}
        return {"map4": maps[3], **levels}


# --- Swin ----------------------------------------------------------------------------------------------------------------
class SwinBlock(nn.Module):
    """Windows of a padded map; an odd block rolls the map by half a window, and what meets by that does not look at each other."""

    def __init__(self, width, heads, window, shift):
        super().__init__()
        self.heads, self.window, self.shift = heads, window, shift
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attn = tree(qkv=nn.Linear(width, 3 * width), proj=nn.Linear(width, width))
        self.attn.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.mlp = tree(fc1=nn.Linear(width, 4 * width), fc2=nn.Linear(4 * width, width))
        at = torch.stack(torch.meshgrid(torch.arange(window), torch.arange(window), indexing="ij")).flatten(1)
        apart = at[:, :, None] - at[:, None, :] + window - 1
        self.index = apart[0] * (2 * window - 1) + apart[1]
        self.masks = {}

    def near(self):
        return self.attn.relative_position_bias_table[self.index].permute(2, 0, 1)

    def windows(self, x):
        n, h, w, c = x.shape
        size = self.window
        return x.view(n, h // size, size, w // size, size, c).transpose(2, 3).reshape(-1, size * size, c)

    def mask(self, h, w):
        if not self.shift:
            return 0
        if (h, w) not in self.masks:
            self.masks[h, w] = self.new_mask(h, w)
        return self.masks[h, w]

    def new_mask(self, h, w):
        regions = torch.zeros(1, h, w, 1)
        cuts = slice(0, -self.window), slice(-self.window, -self.shift), slice(-self.shift, None)
        for i, rows in enumerate(cuts):
            for j, columns in enumerate(cuts):
                regions[:, rows, columns] = 3 * i + j
        regions = self.windows(regions)[..., 0]
        return torch.where(regions[:, :, None] == regions[:, None, :], 0.0, -1e9)[:, None]

    def forward(self, x):
        n, h, w, c = x.shape
        y = F.pad(self.norm1(x), (0, 0, 0, -w % self.window, 0, -h % self.window))
        tall, wide = y.shape[1:3]
        y = torch.roll(y, (-self.shift, -self.shift), (1, 2))
        y = self.windows(y)
        q, k, v = self.attn["qkv"](y).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + self.near()
        scores = (scores.unflatten(0, (n, -1)) + self.mask(tall, wide)).flatten(0, 1)
        y = self.attn["proj"]((scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
        size = self.window
        y = y.view(n, tall // size, wide // size, size, size, c).transpose(2, 3).reshape(n, tall, wide, c)
        x = x + torch.roll(y, (self.shift, self.shift), (1, 2))[:, :h, :w]
        return x + self.mlp["fc2"](F.gelu(self.mlp["fc1"](self.norm2(x))))


class Swin(nn.Module):
    """Under timm's names, but for the embedding, which it has not."""

    def __init__(self, width, blocks, heads, window, output):
        super().__init__()
        self.patch_embed = tree(proj=nn.Conv2d(3, width, 4, 4), norm=nn.LayerNorm(width))
        self.layers = nn.ModuleList()
        for stage, count in enumerate(blocks):
            own = width * 2**stage
            layer = tree(blocks=nn.ModuleList(
                [SwinBlock(own, heads[stage], window, 0 if i % 2 == 0 else window // 2) for i in range(count)]))
            if stage > 0:
                layer["downsample"] = tree(norm=nn.LayerNorm(2 * own), reduction=nn.Linear(2 * own, own, bias=False))
            self.layers.append(layer)
        self.norm = nn.LayerNorm(8 * width)
        self.pool = tree(output=nn.Linear(8 * width, output))

    def forward(self, images):
        x = self.patch_embed["norm"](self.patch_embed["proj"](images).permute(0, 2, 3, 1))
        maps = []
        for stage, layer in enumerate(self.layers):
            if stage > 0:
                merge = layer["downsample"]
                parts = [x[:, i::2, j::2] for j in (0, 1) for i in (0, 1)]
                x = merge["reduction"](merge["norm"](torch.cat(parts, -1)))
            for block in layer["blocks"]:
                x = block(x)
            maps.append(x)
        last = self.norm(x)
        out = {f"map{i + 1}": map.permute(0, 3, 1, 2) for i, map in enumerate([*maps[:3], last])}
        return {**out, "embedding": self.pool["output"](last.mean((1, 2)))}


# --- transformers ------------------------------------------------------------------------------------------------------
def attention(q, k, v, heads, bias):
    def split(x):
        return x.unflatten(-1, (heads, -1)).transpose(1, 2)

    q, k, v = split(q), split(k), split(v)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1]) + bias
    return (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)


class Bert(nn.Module):
    def __init__(self, vocabulary, positions, width, layers, heads, wide):
        super().__init__()
        self.heads = heads
        norm = lambda: nn.LayerNorm(width, eps=1e-12)
        self.embeddings = tree(
            word_embeddings=nn.Embedding(vocabulary, width), position_embeddings=nn.Embedding(positions, width),
            token_type_embeddings=nn.Embedding(2, width), LayerNorm=norm())
        self.encoder = tree(layer=nn.ModuleList([
            tree(attention=tree(
                    self=tree(query=nn.Linear(width, width), key=nn.Linear(width, width), value=nn.Linear(width, width)),
                    output=tree(dense=nn.Linear(width, width), LayerNorm=norm())),
                 intermediate=tree(dense=nn.Linear(width, wide)),
                 output=tree(dense=nn.Linear(wide, width), LayerNorm=norm()))
            for _ in range(layers)]))
        self.pooler = tree(dense=nn.Linear(width, width))

    def forward(self, ids, mask):
        e = self.embeddings
        x = e["word_embeddings"](ids) + e["position_embeddings"].weight[: ids.shape[1]] + e["token_type_embeddings"].weight[0]
        x = e["LayerNorm"](x)
        bias = (1 - mask)[:, None, None, :] * -1e9
        for layer in self.encoder["layer"]:
            own = layer["attention"]["self"]
            seen = attention(own["query"](x), own["key"](x), own["value"](x), self.heads, bias)
            out = layer["attention"]["output"]
            x = out["LayerNorm"](x + out["dense"](seen))
            y = F.gelu(layer["intermediate"]["dense"](x))
            x = layer["output"]["LayerNorm"](x + layer["output"]["dense"](y))
        share = mask / mask.sum(1, keepdim=True)
        return {"hidden": x, "pooled": torch.tanh(self.pooler["dense"](x[:, 0])), "average": (x * share[..., None]).sum(1)}


class Conv1D(nn.Module):
    """GPT-2's linear layer, stored (in, out)."""

    def __init__(self, source, to):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.zeros(source, to)), nn.Parameter(torch.zeros(to))

    def forward(self, x):
        return torch.addmm(self.bias, x.flatten(0, -2), self.weight).unflatten(0, x.shape[:-1])


class Gpt2(nn.Module):
    def __init__(self, vocabulary, positions, width, layers, heads):
        super().__init__()
        self.heads, self.width = heads, width
        self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(positions, width)
        self.h = nn.ModuleList([
            tree(ln_1=nn.LayerNorm(width), attn=tree(c_attn=Conv1D(width, 3 * width), c_proj=Conv1D(width, width)),
                 ln_2=nn.LayerNorm(width), mlp=tree(c_fc=Conv1D(width, 4 * width), c_proj=Conv1D(4 * width, width)))
            for _ in range(layers)])
        self.ln_f = nn.LayerNorm(width)

    def forward(self, ids):
        return {"logits": self.hidden(self.wte(ids)) @ self.wte.weight.T}

    def hidden(self, words):
        """Embeddings of words, or of a prefix and words (N, L, D) -> the same shape, after the last norm."""
        length = words.shape[1]
        x = words + self.wpe.weight[:length]
        bias = torch.triu(torch.full((length, length), -1e9), 1)
        for layer in self.h:
            q, k, v = layer["attn"]["c_attn"](layer["ln_1"](x)).split(self.width, -1)
            x = x + layer["attn"]["c_proj"](attention(q, k, v, self.heads, bias))
            y = layer["mlp"]["c_fc"](layer["ln_2"](x))
            x = x + layer["mlp"]["c_proj"](F.gelu(y, approximate="tanh"))
        return self.ln_f(x)


# --- what is written ---------------------------------------------------------------------------------------------------
def summary(tensor):
    """Its length, and 10 elements spread over it."""
    flat = tensor.detach().flatten()
    picked = [int(i * (len(flat) - 1) / 9) for i in range(10)]
    return {"norm": float(flat.double().norm()), "values": [float(flat[i]) for i in picked]}


def case(model, inputs, train):
    initialise(model)
    model.train(train)
    outputs = model(*inputs)
    loss = sum(torch.sin(value + 0.3).sum() for value in outputs.values())
    loss.backward()
    gradients = {name: summary(p.grad) for name, p in model.named_parameters() if p.grad is not None}
    # Buffers as they are after the pass: running statistics move by a tenth.
    buffers = {name: summary(b) for name, b in model.named_buffers() if "running" in name} if train else {}
    shapes = {name: list(p.shape) for name, p in model.state_dict().items()}
    return {
        "outputs": {name: summary(value) for name, value in outputs.items()},
        "gradients": gradients, "buffers": buffers, "shapes": shapes, "loss": float(loss),
    }


def write(target, references):
    """As JSON, with the seven digits that a float32 has."""
    text = json.dumps(references)
    with open(target, "w") as file:
        file.write(json.dumps(json.loads(text, parse_float=lambda s: float(f"{float(s):.7g}")), separators=(",", ":")) + "\n")


def ids(n, length, vocabulary):
    return (torch.arange(n * length) * 7 % vocabulary).reshape(n, length)


def main():
    mask = torch.ones(3, 10)
    mask[1, 6:] = 0
    mask[2, 1:] = 0
    cases = {
        "modifiedResNet train": case(ModifiedResNet(8, (1, 2, 1, 1), 8, 4, 12), (fill("images", (3, 3, 128, 64), 1.0),), True),
        "modifiedResNet eval": case(ModifiedResNet(8, (1, 2, 1, 1), 8, 4, 12), (fill("images", (3, 3, 128, 64), 1.0),), False),
        "resNet train": case(ResNetFpn(8, (1, 1, 2, 1), 6), (fill("images", (4, 3, 128, 64), 1.0),), True),
        "swin": case(Swin(8, (2, 2, 2, 1), (1, 2, 2, 4), 3, 12), (fill("images", (2, 3, 128, 64), 1.0),), False),
        "bert": case(Bert(50, 16, 24, 3, 4, 48), (ids(3, 10, 50), mask), False),
        "gpt2": case(Gpt2(50, 16, 24, 3, 4), (ids(3, 10, 50),), False),
    }
    here = os.path.dirname(os.path.abspath(__file__))
    target = os.path.join(here, "..", "model", "nn", "networks.json")
    os.makedirs(os.path.dirname(target), exist_ok=True)
    write(target, cases)


if __name__ == "__main__":
    main()
