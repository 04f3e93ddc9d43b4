namespace Crossbar.Runtime.Tests.Devices;

/// <summary>A dense layer of one tile with ideal converters, to see what becomes of its cells.</summary>
internal static class DenseTile
{
    /// <summary>The layer; a weight of 1 is 20 µS.</summary>
    /// <param name="rows">Number of inputs, M.</param>
    /// <param name="outputs">Number of outputs, N.</param>
    /// <param name="subtraction">How negative weights are represented.</param>
    /// <param name="zero">The conductance of weight 0, in siemens.</param>
    /// <param name="conductances">[M, bit lines], in siemens.</param>
    public static CrossbarConvolution Layer(int rows, int outputs, CurrentSubtraction subtraction, float zero, IEnumerable<float> conductances) => new()
    {
        Name = "dense",
        Inputs = [0],
        OutputShape = new TensorShape(outputs),
        Window = WindowGeometry.Point,
        KernelLength = rows,
        InputRange = new ConverterRange(0, 1),
        DacBits = 0,
        AdcBits = 0,
        Bias = [.. new float[outputs]],
        Tiles =
        [
            new CrossbarTile
            {
                Group = 0,
                FirstRow = 0,
                RowCount = rows,
                FirstOutput = 0,
                Subtraction = subtraction,
                ZeroConductance = zero,
                ConductanceRange = 60e-6f,
                Conductances = [.. conductances],
                Columns = [.. Enumerable.Repeat(new ColumnReadout(20e-6f, 0, -1e-3f, 1e-3f, 1, 0), outputs)],
            },
        ],
    };
}
