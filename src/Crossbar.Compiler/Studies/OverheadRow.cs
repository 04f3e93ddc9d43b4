namespace Crossbar.Compiler.Studies;

/// <summary>What one layer costs in one mapping, each array undivided.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Mapping">Dense or Toeplitz.</param>
/// <param name="Rows">Word lines of an array.</param>
/// <param name="Columns">Outputs of an array, or slices of them.</param>
/// <param name="Arrays">Number of arrays: groups.</param>
/// <param name="Devices">Number of memristors.</param>
/// <param name="Dacs">Number of DACs: one per row.</param>
/// <param name="Adcs">Number of ADCs: one for every 128 columns; none where neurons count spikes.</param>
/// <param name="Iterations">Reads of the arrays per image.</param>
/// <param name="Power">Power, in watt.</param>
/// <param name="Area">Area, in mm².</param>
public sealed record OverheadRow(
    string Layer, string Mapping, long Rows, long Columns, int Arrays, long Devices, long Dacs, long Adcs, int Iterations, double Power, double Area);
