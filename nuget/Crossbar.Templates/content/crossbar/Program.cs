using Networks;

// A digit drawn by hand: each character is 2×2 of the network's 28×28 pixels.
string[] drawing =
[
    "              ",
    "              ",
    "   ########   ",
    "   ########   ",
    "         ##   ",
    "        ##    ",
    "       ##     ",
    "      ##      ",
    "     ##       ",
    "     ##       ",
    "    ##        ",
    "    ##        ",
    "              ",
    "              ",
];

var pixels = new byte[MnistCrossbar.InputLength];
for (var k = 0; k < pixels.Length; k++)
    pixels[k] = drawing[k / 28 / 2][k % 28 / 2] == '#' ? byte.MaxValue : (byte)0;

var answer = MnistCrossbar.Classify(pixels);

Console.WriteLine(string.Join(Environment.NewLine, drawing));
Console.WriteLine($"It is a {answer.Label}, says the chip (probability {answer.Probability:P1}).");
Console.WriteLine();
Console.WriteLine("The network on its memristor crossbars:");
Console.WriteLine(MnistCrossbar.Default.Network.Summarize());
