namespace Crossbar.Compiler.Reporting.Page;

/// <summary>What the page shows of a layer beyond its <see cref="LayerReport"/>.</summary>
/// <param name="Arrays">Its arrays, tile by tile.</param>
/// <param name="TransferBefore">|T − target| / range of all cells with the targets themselves programmed over the whole conductance range.</param>
/// <param name="TransferAfter">The same of the cells as programmed.</param>
/// <param name="Outputs">Errors of the layer's outputs in the network (<see cref="OutputErrorMeasurement"/>).</param>
/// <param name="Columns">What its arrays' columns compute against what they should.</param>
public sealed record LayerPage(
    ImmutableArray<ArrayPage> Arrays, ErrorHistogram TransferBefore, ErrorHistogram TransferAfter, ErrorHistogram Outputs, ColumnScatter Columns);
