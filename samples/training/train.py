"""Trains the networks of the samples and exports them to ONNX.

    python3 train.py mnist DATA                   the four layers of the paper's table 4             -> Mnist.onnx
    python3 train.py resnet 20 DATA               the residual networks of its table 5: 20, 32, 56   -> ResNet20.onnx, ResNet20.pt
    python3 train.py impressions 20 ResNet20.pt   images that a network itself takes for its classes -> ResNet20-impressions.npz

DATA is a folder with the data set as it is published (MNIST: train-images-idx3-ubyte.gz and its three siblings; CIFAR-10:
cifar-10-binary.tar.gz), or with mnist-train.npz and mnist-test.npz (cifar10-train.npz, cifar10-test.npz) that hold x, uint8
[N, C, H, W], and y, uint8 [N]. Needs PyTorch 1.13 or later and NumPy; no GPU, but uses one.
"""
import argparse
import gzip
import inspect
import math
import pathlib
import tarfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

MEAN = torch.tensor([0.4914, 0.4822, 0.4465])[:, None, None]
STD = torch.tensor([0.2470, 0.2435, 0.2616])[:, None, None]
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class MnistCnn(nn.Module):
    """The paper, table 4: 5x5x1x20, 5x5x20x50, 4x4x50x500, 1x1x500x10."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 20, 5), nn.Conv2d(20, 50, 5)
        self.conv3, self.conv4 = nn.Conv2d(50, 500, 4), nn.Conv2d(500, 10, 1)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        return self.conv4(F.relu(self.conv3(x))).flatten(1)


class Block(nn.Module):
    """Two 3x3 convolutions and a shortcut, which is a 1x1 convolution where the shape changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        changes = stride != 1 or inputs != outputs
        self.short = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)) if changes else nn.Identity()

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.short(x))


class ResNet(nn.Module):
    """The paper, table 5: three stages of 16, 32 and 64 channels with (depth - 2) / 6 blocks each."""

    def __init__(self, depth):
        super().__init__()
        if depth < 8 or depth % 6 != 2:
            raise ValueError(f"A depth of {depth} cannot be built: 6 n + 2 is needed, such as 20, 32 or 56.")
        self.conv, self.bn = nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16)
        blocks, inputs = [], 16
        for outputs, stride in ((16, 1), (32, 2), (64, 2)):
            for k in range((depth - 2) // 6):
                blocks.append(Block(inputs, outputs, stride if k == 0 else 1))
                inputs = outputs
        self.blocks, self.fc = nn.Sequential(*blocks), nn.Linear(64, 10)

    def forward(self, x):
        x = self.blocks(F.relu(self.bn(self.conv(x))))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


def mnist(folder, part):
    """Images [N, 1, 28, 28] in [0, 1] and classes [N] of a part, train or test."""
    if (folder / f"mnist-{part}.npz").exists():
        return arrays(folder / f"mnist-{part}.npz", 0, 1)
    name = {"train": "train", "test": "t10k"}[part]
    with gzip.open(folder / f"{name}-images-idx3-ubyte.gz") as file:
        x = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 1, 28, 28)
    with gzip.open(folder / f"{name}-labels-idx1-ubyte.gz") as file:
        y = np.frombuffer(file.read(), np.uint8, offset=8)
    return scaled(x, y, 0, 1)


def cifar10(folder, part):
    """Images [N, 3, 32, 32], normalised by channel, and classes [N] of a part, train or test."""
    if (folder / f"cifar10-{part}.npz").exists():
        return arrays(folder / f"cifar10-{part}.npz", MEAN, STD)
    names = [f"data_batch_{k}.bin" for k in range(1, 6)] if part == "train" else ["test_batch.bin"]
    with tarfile.open(folder / "cifar-10-binary.tar.gz") as archive:
        members = {pathlib.PurePosixPath(member.name).name: member for member in archive}
        bytes_ = b"".join(archive.extractfile(members[name]).read() for name in names)
    records = np.frombuffer(bytes_, np.uint8).reshape(-1, 1 + 3 * 32 * 32)
    return scaled(records[:, 1:].reshape(-1, 3, 32, 32), records[:, 0], MEAN, STD)


def arrays(path, mean, std):
    with np.load(path) as data:
        return scaled(data["x"], data["y"], mean, std)


def scaled(x, y, mean, std):
    return (torch.from_numpy(x.astype(np.float32) / 255) - mean) / std, torch.from_numpy(y.astype(np.int64))


def crop_flip(batch):
    """Each image shifted by up to four pixels and mirrored at random."""
    count, r = len(batch), torch.arange(32)
    batch = F.pad(batch, (4, 4, 4, 4))
    oy, ox = torch.randint(0, 9, (count,)), torch.randint(0, 9, (count,))
    rows, columns = (oy[:, None] + r)[:, None, :, None], (ox[:, None] + r)[:, None, None, :]
    batch = batch[torch.arange(count)[:, None, None, None], torch.arange(3)[None, :, None, None], rows, columns]
    return torch.where((torch.rand(count) < 0.5)[:, None, None, None], batch.flip(3), batch)


def fit(net, name, train, test, epochs, rate, augment, batch=128):
    """Trains by SGD with a warm-up and a cosine, prints the accuracy on the test images after every epoch, and exports the network."""
    (x, y), (test_x, test_y) = train, test
    # What cannot be exported is known before it is trained.
    export(net, x[:1], f"{name}.onnx")
    net = net.to(DEVICE, memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate, momentum=0.9, weight_decay=5e-4, nesterov=True)
    steps, step = len(y) // batch * epochs, 0
    warm = steps * 0.15
    for epoch in range(epochs):
        net.train()
        start, order = time.time(), torch.randperm(len(y))
        for first in range(0, len(y) - batch + 1, batch):
            step += 1
            share = step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / (steps - warm)))
            for group in optimizer.param_groups:
                group["lr"] = rate * share
            chosen = order[first:first + batch]
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                scores = net(augment(x[chosen]).to(DEVICE).contiguous(memory_format=torch.channels_last))
            loss = F.cross_entropy(scores.float(), y[chosen].to(DEVICE))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
        net.eval()
        with torch.no_grad():
            right = sum((net(test_x[k:k + 500].to(DEVICE)).argmax(1).cpu() == test_y[k:k + 500]).sum().item() for k in range(0, len(test_y), 500))
        print(f"{name}: epoch {epoch + 1} of {epochs}, loss {loss.item():.4f}, test {right / len(test_y):.4f}, {time.time() - start:.0f} s", flush=True)
        torch.save(net.state_dict(), f"{name}.pt")
    export(net, x[:1], f"{name}.onnx")


def export(net, image, path):
    """Writes the network with a batch of any size; the exporter folds batch normalisation into the convolutions."""
    net = net.to("cpu", memory_format=torch.contiguous_format).eval()
    axes = {"input": {0: "N"}, "logits": {0: "N"}}
    # Newer releases have another exporter by default, which needs packages of its own and folds nothing.
    old = {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}
    torch.onnx.export(net, image, path, input_names=["input"], output_names=["logits"], dynamic_axes=axes, opset_version=13, **old)
    print(f"written: {path}")


def impressions(depth, path, steps=500):
    """Ten images per class, found by descent on the network's own error, its batch statistics and smoothness: no data set is needed."""
    net = ResNet(depth)
    net.load_state_dict(torch.load(path, map_location="cpu"))
    net.eval()
    torch.manual_seed(1)
    gaps = []

    def compare(module, inputs, _):
        mean, deviation = inputs[0].mean((0, 2, 3)), inputs[0].var((0, 2, 3), unbiased=False).sqrt()
        gaps.append(((mean - module.running_mean) ** 2).mean() + ((deviation - module.running_var.sqrt()) ** 2).mean())

    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.register_forward_hook(compare)
    y, low, high = torch.arange(100) % 10, (0 - MEAN) / STD, (1 - MEAN) / STD
    x = (F.interpolate(torch.randn(100, 3, 8, 8), size=32, mode="bicubic") * 0.6 + 0.1 * torch.randn(100, 3, 32, 32)).requires_grad_()
    optimizer = torch.optim.Adam([x], lr=0.05)
    for step in range(steps):
        for group in optimizer.param_groups:
            group["lr"] = 0.05 * (1 - step / steps) + 0.002
        gaps.clear()
        view = torch.roll(x, torch.randint(-2, 3, (2,)).tolist(), (2, 3))
        view = view.flip(3) if step % 2 else view
        variation = (x[:, :, 1:] - x[:, :, :-1]).abs().mean() + (x[..., 1:] - x[..., :-1]).abs().mean()
        error = F.cross_entropy(net(view), y)
        optimizer.zero_grad()
        (error + 5 * sum(gaps) / len(gaps) + 0.25 * variation).backward()
        optimizer.step()
        with torch.no_grad():
            x.copy_(torch.max(torch.min(x, high), low))
    pixels = ((x.detach() * STD + MEAN) * 255).round().clamp(0, 255).byte().numpy()
    np.savez_compressed(f"ResNet{depth}-impressions.npz", x=pixels, y=y.numpy().astype(np.uint8))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, help_ in (("mnist", "four layers on MNIST"), ("resnet", "a residual network on CIFAR-10"), ("impressions", "images of a trained network")):
        command = commands.add_parser(name, help=help_)
        if name != "mnist":
            command.add_argument("depth", type=int, help="20, 32 or 56")
        command.add_argument("path", type=pathlib.Path, help="folder of the data set" if name != "impressions" else "the network's .pt")
        if name != "impressions":
            command.add_argument("--epochs", type=int, default=8 if name == "mnist" else 36)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    if arguments.command == "mnist":
        fit(MnistCnn(), "Mnist", mnist(arguments.path, "train"), mnist(arguments.path, "test"), arguments.epochs, 0.05, lambda batch: batch)
    elif arguments.command == "resnet":
        train, test = cifar10(arguments.path, "train"), cifar10(arguments.path, "test")
        fit(ResNet(arguments.depth), f"ResNet{arguments.depth}", train, test, arguments.epochs, 0.2, crop_flip)
    else:
        impressions(arguments.depth, arguments.path)


if __name__ == "__main__":
    main()
