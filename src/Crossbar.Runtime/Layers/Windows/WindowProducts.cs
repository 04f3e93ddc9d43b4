using Crossbar.Runtime.Layers.Products;

namespace Crossbar.Runtime.Layers.Windows;

/// <summary>
/// The products of a layer's windows with constant matrices. An image is laid out once, then multiplied block by block of window
/// positions. How depends on the layer's shape alone, so that results depend neither on the batch nor on threads.
/// </summary>
internal abstract class WindowProducts
{
    private readonly OutputRun[][] _runs;

    /// <summary>Describes the blocks.</summary>
    /// <param name="positions">Number of window positions in an image.</param>
    /// <param name="blockWidth">Positions of one block.</param>
    /// <param name="runs">For each block, where its positions lie in the output.</param>
    protected WindowProducts(int positions, int blockWidth, OutputRun[][] runs)
    {
        Positions = positions;
        BlockWidth = blockWidth;
        _runs = runs;
    }

    /// <summary>Number of window positions in an image.</summary>
    public int Positions { get; }

    /// <summary>Positions of one block.</summary>
    public int BlockWidth { get; }

    /// <summary>Number of blocks that the positions are cut into.</summary>
    public int BlockCount => _runs.Length;

    /// <summary>Length of the memory that a laid-out image needs.</summary>
    public abstract int WorkspaceLength { get; }

    /// <summary>Whether images are laid out as they are, so that one that is not converted need not be laid out at all; matrices then write nothing there.</summary>
    public virtual bool TakesImages => false;

    /// <summary>Plans the products of a layer.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W] or [C].</param>
    /// <param name="output">Shape of the layer's output, [outputs, Ho, Wo] or [outputs].</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="inputsAreCodes">Whether inputs are small whole numbers, which <see cref="WinogradFilter"/> transforms without rounding.</param>
    public static WindowProducts For(WindowGeometry window, TensorShape input, TensorShape output, int groups, bool inputsAreCodes)
    {
        if (output.Height * output.Width < PackedMatrix.SegmentWidth)
            return new GatheredWindows(window, input, output, groups);
        return inputsAreCodes && FilteredWindows.Pays(window, output)
            ? FilteredWindows.Create(window, input, output, groups)
            : ImageWindows.Create(window, input, output, groups);
    }

    /// <summary>Where the positions of a block lie in the output.</summary>
    public ReadOnlySpan<OutputRun> RunsOf(int block) => _runs[block];

    /// <summary>Lays a matrix out.</summary>
    /// <param name="group">The group whose channels the matrix's rows are.</param>
    /// <param name="firstRow">The tap of the group's window that is the first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="element">The element at (row, column).</param>
    public abstract WindowMatrix Pack(int group, int firstRow, int rows, int columns, Func<int, int, double> element);

    /// <summary>Lays an image out for <see cref="WindowMatrix.Multiply"/>.</summary>
    /// <param name="image">The image, [C, H, W] flattened.</param>
    /// <param name="dac">Converts it on the way; null to take it as it is.</param>
    /// <param name="padding">The value of pixels outside the image, converted.</param>
    /// <param name="workspace">Receives it, <see cref="WorkspaceLength"/> elements.</param>
    public abstract void LayOut(ReadOnlySpan<float> image, Dac? dac, float padding, Span<float> workspace);
}
