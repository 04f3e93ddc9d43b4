using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Chip;

/// <summary>A convolution or dense layer as arrays hold it.</summary>
/// <param name="Index">Position in the network's layers.</param>
/// <param name="Source">The digital layer whose kernels the arrays hold; for a Toeplitz mapping the unrolled one.</param>
/// <param name="InputShape">Shape of that layer's input.</param>
/// <param name="OutputShape">Shape of the layer's output in the network.</param>
/// <param name="Subtraction">How negative weights are represented.</param>
/// <param name="IsPacked">Whether arrays hold several groups each; all rows are then one group's to the runtime.</param>
public sealed record UnrolledLayer(
    int Index, Convolution Source, TensorShape InputShape, TensorShape OutputShape, CurrentSubtraction Subtraction, bool IsPacked)
{
    /// <summary>See <see cref="CrossbarConvolution.Slices"/>.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>See <see cref="CrossbarConvolution.SlicesApart"/>.</summary>
    public bool SlicesApart { get; init; }

    /// <summary>Which of the layer's columns holds what.</summary>
    public ColumnOrder Order => new(Source.Outputs, Groups, Slices, SlicesApart);

    /// <summary>Whether one read takes in the whole image.</summary>
    public bool ReadsWholeImage => !OutputShape.Equals(Source.OutputShape);

    /// <summary>Number of inputs of one read: the rows of a whole window over all groups.</summary>
    public int RowCount => Source.Groups * Source.KernelLength;

    /// <summary>Number of groups that the runtime tells apart.</summary>
    public int Groups => IsPacked ? 1 : Source.Groups;

    /// <summary>Length of the unrolled kernel of one of <see cref="Groups"/>.</summary>
    public int KernelLength => RowCount / Groups;

    /// <summary>The place of an array's rows as the runtime counts them.</summary>
    /// <param name="rows">The rows, counted over all groups.</param>
    public (int Group, int FirstRow) PlaceOf(RowBlock rows) => (rows.First / KernelLength, rows.First % KernelLength);
}
