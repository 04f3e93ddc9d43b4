namespace Crossbar.Compiler.Reporting;

/// <summary>
/// What columns of a layer's arrays compute of the calibration data against what they should: weights times activations, without the bias, in units of the layer's
/// output. DACs are the chip's; nothing is rounded by ADCs, and no first-order fit mends anything (paper, figures 13 to 17).
/// </summary>
/// <param name="Windows">How many windows of the calibration data the columns were read with.</param>
/// <param name="Range">Greatest less least ideal value of all columns of the layer and all these windows.</param>
/// <param name="ErrorBefore">Root mean square of actual − ideal of all of them, with the targets programmed as they are.</param>
/// <param name="ErrorAfter">The same of the chip.</param>
/// <param name="Ideal">The ideal values of some of them, to four digits.</param>
/// <param name="Before">What the same columns compute with the targets programmed as they are.</param>
/// <param name="After">What they compute on the chip.</param>
public sealed record ColumnScatter(
    int Windows, double Range, double ErrorBefore, double ErrorAfter, ImmutableArray<float> Ideal, ImmutableArray<float> Before, ImmutableArray<float> After);
