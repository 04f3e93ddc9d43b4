using System.Text.Json.Serialization;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Timing;

namespace Crossbar.Compiler.Reporting;

/// <summary>One tile: a crossbar array, or with SignedInput a pair of alike ones.</summary>
/// <param name="Rows">Number of word lines.</param>
/// <param name="BitLines">Number of bit lines, the reference column included.</param>
/// <param name="InputMinimum">Least activation that its DACs cover.</param>
/// <param name="InputMaximum">Greatest activation that its DACs cover.</param>
/// <param name="UsedRange">Share of the conductance range that the wires leave, 0 to 1.</param>
/// <param name="Floor">What the least of its targets stands for once wires are made up for, in siemens.</param>
/// <param name="OrderGain">What the order of its lines is expected to add to that share, as a factor; 1 for the natural order.</param>
/// <param name="MeanError">Mean of |T − target| / range.</param>
/// <param name="WorstError">Largest |T − target| / range.</param>
/// <param name="Solves">Number of circuit solutions that its conversion took.</param>
/// <param name="Power">What it draws while it is read, in watt.</param>
/// <param name="Correction">What the correction of nonlinear cells reached on the calibration data; null where there was none.</param>
/// <param name="Settling">How long it takes to settle; null where <c>RowCapacitance</c> and <c>ColumnCapacitance</c> are 0.</param>
public sealed record ArrayReport(
    int Rows,
    int BitLines,
    float InputMinimum,
    float InputMaximum,
    double UsedRange,
    double Floor,
    double OrderGain,
    double MeanError,
    double WorstError,
    int Solves,
    TilePower Power,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CorrectionQuality? Correction = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ArraySettling? Settling = null);
