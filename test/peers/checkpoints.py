"""Writes the checkpoints of test/model/weights: small files in every form that PyTorch has saved, hostile ones, and what
they hold.

Run: /usr/bin/python3 test/peers/checkpoints.py
"""
import collections
import io
import json
import os
import pickle
import struct
import tarfile
import zipfile

import torch

import networks
from networks import fill, ids

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "model", "weights")


def at(*names):
    path = os.path.join(HERE, *names)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def tensors():
    """Views, strides, types and nesting that real files have."""
    base = torch.arange(24, dtype=torch.float32).reshape(4, 6) / 8
    inner = collections.OrderedDict(
        plain=base, transposed=base.T, rows=base[1:3], columns=base[:, 2:4], one=base[0, 0], none=base[:0],
        parameter=torch.nn.Parameter(base * 2))
    return {
        "state_dict": inner,
        "half": torch.tensor([1.0, -2.5, 65504.0, 6e-8, float("inf")]).half(),
        "bfloat": torch.tensor([1.0, -2.5, 3e38]).bfloat16(),
        "double": torch.tensor([[1.0, 1e-3]], dtype=torch.float64),
        "long": torch.tensor([1, -2, 1 << 40]),
        "int": torch.tensor([7, -7], dtype=torch.int32),
        "bytes": torch.tensor([0, 255], dtype=torch.uint8),
        "flags": torch.tensor([True, False]),
        "list": [torch.ones(2), {"deep": torch.zeros(1)}],
        "epoch": 12, "name": "caf\u00e9", "rate": 0.5, "big": 1 << 70, "nothing": None, "pair": (1, 2),
    }


def flat(value, name=""):
    if isinstance(value, torch.Tensor):
        return {name: value}
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {key: tensor for k, item in items for key, tensor in flat(item, f"{name}.{k}" if name else str(k)).items()}


def described(named):
    return {name: {"shape": list(t.shape), "values": [str(x) for x in t.detach().double().flatten().tolist()]}
            for name, t in named.items()}


def write_safetensors(path, named):
    header, body = {"__metadata__": {"made": "by hand"}}, b""
    kinds = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64",
             torch.int64: "I64", torch.int32: "I32", torch.uint8: "U8", torch.bool: "BOOL"}
    for name, tensor in named.items():
        tensor = tensor.detach().contiguous()
        raw = tensor.view(torch.int16).numpy().tobytes() if tensor.dtype == torch.bfloat16 else tensor.numpy().tobytes()
        header[name] = {"dtype": kinds[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(raw)]}
        body += raw
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def rewrite(source, path, change, method=zipfile.ZIP_STORED):
    """The archive with `change(name, bytes)` for every entry; None leaves it out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", method) as new:
        for info in old.infolist():
            changed = change(info.filename, old.read(info))
            if changed is not None:
                new.writestr(info.filename, changed)


class Evil:
    def __reduce__(self):
        return os.system, ("touch /tmp/synthpedes-was-here",)


def archive(path, entries, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", method) as new:
        for name, data in entries.items():
            new.writestr(name, data)


def hostile():
    evil = pickle.dumps({"weight": Evil()}, protocol=2)
    archive(at("hostile", "system.pth"), {"archive/data.pkl": evil})
    magic = b"".join(pickle.dumps(x, protocol=2) for x in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}))
    with open(at("hostile", "system.legacy.pth"), "wb") as file:
        file.write(magic + evil + pickle.dumps([], protocol=2))
    archive(at("hostile", "bomb.pth"), {"archive/data.pkl": b"\0" * 20_000_000}, zipfile.ZIP_DEFLATED)
    archive(at("hostile", "script.pth"), {"archive/data.pkl": pickle.dumps({}, protocol=2), "archive/constants.pkl": b""})
    # A tensor that spreads one number over 10^12 places.
    torch.save({"huge": torch.ones(1).expand(10**6, 10**6)}, at("hostile", "expanded.pth"))
    rewrite(at("tensors.pth"), at("hostile", "missing.pth"), lambda name, data: None if name.endswith("/data/0") else data)
    rewrite(at("tensors.pth"), at("hostile", "short.pth"), lambda name, data: data[:-1] if "/data/" in name else data)
    rewrite(at("tensors.pth"), at("hostile", "compressed.pth"), lambda name, data: data, zipfile.ZIP_DEFLATED)
    with tarfile.open(at("hostile", "oldest.pth"), "w") as tar:
        tar.addfile(tarfile.TarInfo("storages"), io.BytesIO(b""))
    with open(at("hostile", "page.pth"), "w") as file:
        file.write("<html>not found</html>")
    with open(at("hostile", "plain.pth"), "wb") as file:
        pickle.dump({}, file, protocol=2)
    for name, header in {
        "overlap": {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}},
        "hole": {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}},
        "beyond": {"a": {"dtype": "F32", "shape": [1000], "data_offsets": [0, 4000]}},
        "negative": {"a": {"dtype": "F32", "shape": [-1, -1], "data_offsets": [0, 4]}},
        "overflow": {"a": {"dtype": "F32", "shape": [2**40, 2**40], "data_offsets": [0, 4]}},
        "kind": {"a": {"dtype": "toString", "shape": [1], "data_offsets": [0, 4]}},
        "null": {"a": None},
    }.items():
        text = json.dumps(header).encode()
        with open(at("hostile", f"{name}.safetensors"), "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text + bytes(12))
    with open(at("hostile", "header.safetensors"), "wb") as file:
        file.write(struct.pack("<Q", 1 << 62) + b"{}")


def swapped():
    """As a big-endian machine would have written it: float32 storages only."""
    named = {"a": torch.arange(6, dtype=torch.float32).reshape(2, 3) / 4, "b": torch.tensor([-1.5])}
    torch.save(named, at("little.pth"))

    def swap(name, data):
        return b"".join(data[i: i + 4][::-1] for i in range(0, len(data), 4)) if "/data/" in name else data

    rewrite(at("little.pth"), at("big.pth"), swap)
    with zipfile.ZipFile(at("big.pth"), "a") as new:
        new.writestr("little/byteorder", b"big")
    os.remove(at("little.pth"))
    return described(named)


def plip():
    """PLIP's own file, very small, in half precision."""
    image = networks.ModifiedResNet(4, (1, 1, 1, 1), 32, 8, 64)
    text = networks.Bert(40, 16, 64, 2, 1, 96)
    for model in (image, text):
        networks.initialise(model)
        model.eval()
        for tensor in list(model.parameters()) + [b for b in model.buffers() if b.dtype == torch.float32]:
            tensor.data = tensor.data.half().float()
    half = lambda state: {name: t.half() if t.dtype == torch.float32 else t for name, t in state.items()}
    saved = {
        "ImgEncoder_state_dict": half(image.state_dict()),
        "TxtEncoder_state_dict": {f"encoder.{name}": t for name, t in half(text.state_dict()).items()},
        "Decoder_state_dict": {"up.weight": torch.zeros(2)},
        "epoch": 3,
    }
    torch.save(saved, at("plip.pth.tar"))
    mask = torch.ones(3, 10)
    mask[1, 6:] = 0
    with torch.no_grad():
        embedding = image(fill("images", (2, 3, 256, 128), 1.0))["embedding"]
        states = text(ids(3, 10, 40), mask)
    return {"embedding": embedding.flatten().tolist(), "pooled": states["pooled"].flatten().tolist()}


def main():
    saved = tensors()
    torch.save(saved, at("tensors.pth"))
    torch.save(saved, at("tensors.legacy.pth"), _use_new_zipfile_serialization=False)
    write_safetensors(at("tensors.safetensors"), flat(saved))
    grid = fill("grid", (1, 3, 7, 7), 1.0)
    resized = torch.nn.functional.interpolate(grid, size=(8, 4), mode="bilinear", align_corners=False)
    expected = {
        "tensors": described(flat(saved)), "big": swapped(), "plip": plip(),
        "grid": resized.flatten(2)[0].T.flatten().tolist(),
    }
    hostile()
    with open(at("checkpoints.json"), "w") as file:
        json.dump(expected, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
