"""Makes a network that is small enough for studies in seconds and simulations in minutes, and images for it.

    python3 make_small.py        -> Small.onnx, Small.npz

Digits are drawn as samples/Mnist/draw_digits.py draws them, 2x2 pixels made one: 14x14. One convolution (5x5, stride 2, 8 channels), ReLU, one matrix
(200x10). Small.npz holds x (uint8 [200, 1, 14, 14]) and y (uint8 [200]), twenty of each digit, which the network was not trained with. Needs PyTorch
1.13 or later and NumPy; takes some minutes.
"""
import pathlib
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

sys.path += [str(pathlib.Path(__file__).parent.parent / folder) for folder in ("Mnist", "training")]
import draw_digits
import train

TRAINING, TEST = 20000, 200


def images(count, seed):
    random = np.random.default_rng(seed)
    labels = np.tile(np.arange(10, dtype=np.uint8), count // 10)
    drawn = np.stack([draw_digits.draw(digit, random) for digit in labels]).reshape(-1, 1, 14, 2, 14, 2)
    return np.rint(drawn.mean((3, 5))).astype(np.uint8), labels


class Small(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(1, 8, 5, 2), nn.Linear(200, 10)

    def forward(self, x):
        return self.fc(F.relu(self.conv(x)).flatten(1))


def main():
    torch.manual_seed(0)
    (x, y), (test_x, test_y) = images(TRAINING, 1), images(TEST, 2)
    np.savez_compressed("Small.npz", x=test_x, y=test_y)
    net = Small()
    net.train()
    inputs, classes = train.scaled(x, y, 0, 1)
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.02)
    for _ in range(8):
        for chosen in torch.randperm(TRAINING).split(100):
            optimizer.zero_grad()
            # Noise makes the network bear what cells err by.
            F.cross_entropy(net(inputs[chosen] + 0.1 * torch.randn(len(chosen), 1, 14, 14)), classes[chosen]).backward()
            optimizer.step()
    test_inputs, test_classes = train.scaled(test_x, test_y, 0, 1)
    net.eval()
    right = (net(test_inputs).argmax(1) == test_classes).sum().item()
    print(f"{right} of {TEST} right")
    train.export(net, inputs[:1], "Small.onnx")


if __name__ == "__main__":
    main()
