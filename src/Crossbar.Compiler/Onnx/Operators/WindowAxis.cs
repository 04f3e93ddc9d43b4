namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>One dimension along which a window slides. The sizes are checked to fit an int.</summary>
/// <param name="Input">Length of the image along it.</param>
/// <param name="Kernel">Taps of the window.</param>
/// <param name="Stride">Step between outputs.</param>
/// <param name="Dilation">Distance between taps.</param>
internal sealed record WindowAxis(long Input, long Kernel, long Stride, long Dilation)
{
    /// <summary>What a one-dimensional window has for a height.</summary>
    public static WindowAxis Point { get; } = new(1, 1, 1, 1) { Output = 1 };

    /// <summary>Padding before the image.</summary>
    public long PadBegin { get; private init; }

    /// <summary>Padding after the image.</summary>
    public long PadEnd { get; private init; }

    /// <summary>Number of positions of the window.</summary>
    public long Output { get; private init; }

    /// <summary>From the window's first tap to its last.</summary>
    private long Span => (Dilation * (Kernel - 1)) + 1;

    /// <summary>Pads as told: out = ⌊(in + pads − span)/stride⌋ + 1.</summary>
    /// <param name="begin">Padding before the image.</param>
    /// <param name="end">Padding after the image.</param>
    /// <param name="ceil">
    /// Rounds up instead: a last window that reaches past the padding counts, unless it starts there (ONNX's and PyTorch's rule).
    /// </param>
    /// <exception cref="NodeException">The window is larger than the padded image.</exception>
    public WindowAxis Padded(long begin, long end, bool ceil)
    {
        var slack = Input + begin + end - Span;
        if (slack < 0)
            throw new NodeException(
                $"Its window spans {Span} pixels, more than the image of {Input} and its padding of {begin} and {end}. " +
                "Use larger images or padding.");
        var output = (slack / Stride) + 1;
        if (ceil && slack % Stride != 0 && output * Stride < Input + begin)
            output++;
        return this with { PadBegin = begin, PadEnd = end, Output = output };
    }

    /// <summary>Pads so that out = ⌈in/stride⌉ (auto_pad SAME_UPPER and SAME_LOWER).</summary>
    /// <param name="extraAtEnd">Where the odd pixel of padding goes.</param>
    public WindowAxis Same(bool extraAtEnd)
    {
        var output = ((Input - 1) / Stride) + 1;
        var total = Math.Max(0, ((output - 1) * Stride) + Span - Input);
        var less = total / 2;
        return this with { PadBegin = extraAtEnd ? less : total - less, PadEnd = extraAtEnd ? total - less : less, Output = output };
    }
}
