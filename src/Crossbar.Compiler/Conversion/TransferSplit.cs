using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>The transfer of a tile's cells in two parts, T = A∘G' + S: what a cell's own conductance makes, and what comes by other ways.</summary>
internal sealed class TransferSplit
{
    private const int MaxHalvings = 12;

    private readonly MappedTile _tile;
    private readonly HardwareDesign _hardware;

    /// <summary>Begins with the closed form's attenuation for the widest window that it thinks possible, and no sneak currents.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices, linear ones, and wires.</param>
    /// <param name="isFixed">Cells that are not to be programmed.</param>
    public TransferSplit(MappedTile tile, HardwareDesign hardware, bool[] isFixed)
    {
        (_tile, _hardware) = (tile, hardware);
        Attenuation = new double[isFixed.Length];
        Sneak = new double[isFixed.Length];
        Measure(ExpectedWindow(isFixed));
    }

    /// <summary>A of each cell, greater than 0.</summary>
    public double[] Attenuation { get; }

    /// <summary>S of each cell, in siemens.</summary>
    public double[] Sneak { get; }

    /// <summary>The conductance, in siemens and within the devices' range, that brings a cell's transfer closest to its target.</summary>
    public double ConductanceFor(int cell, TargetWindow window) => Math.Clamp(
        (_tile.Target.TransferOf(cell, window) - Sneak[cell]) / Attenuation[cell], _hardware.MinConductance, _hardware.MaxConductance);

    /// <summary>What a solved array says of the sneak currents.</summary>
    /// <param name="conductances">Its cells, in siemens.</param>
    /// <param name="transfer">Its transfer matrices, in siemens.</param>
    public double[] SneakOf(double[] conductances, double[] transfer)
    {
        var sneak = new double[transfer.Length];
        for (var k = 0; k < sneak.Length; k++)
            sneak[k] = transfer[k] - (Attenuation[k] * conductances[k]);
        return sneak;
    }

    /// <summary>Begins anew from a solved array, whose cells pass what they pass: there the closed form cannot think it impossible.</summary>
    /// <param name="conductances">Its cells, in siemens.</param>
    /// <param name="transfer">Its transfer matrices, in siemens.</param>
    public void Restart(double[] conductances, double[] transfer)
    {
        Measure(transfer);
        SneakOf(conductances, transfer).CopyTo(Sneak, 0);
    }

    // By halving between none and twice the devices' range; the floor is that of the widest window beside the attenuation that it makes.
    private TargetWindow ExpectedWindow(bool[] isFixed)
    {
        var (expected, floor) = (new TargetWindow(_hardware.MinConductance, 0), _hardware.MinConductance);
        var tooWide = 2 * TargetWindow.Whole(_hardware).Range;
        for (var step = 0; step < MaxHalvings; step++)
        {
            var middle = new TargetWindow(floor, (expected.Range + tooWide) / 2);
            if (IsExpected(ref middle, isFixed))
                (expected, floor) = (middle, middle.Floor);
            else
                tooWide = middle.Range;
        }

        return expected;
    }

    private bool IsExpected(ref TargetWindow window, bool[] isFixed)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            if (Measure(window) <= FlatAttenuation.Least
                || !WindowSearch.TryFindWidest(_tile.Target, isFixed, Attenuation, Sneak, _hardware, out var widest)
                || widest.Range < window.Range)
            {
                return false;
            }

            window = window with { Floor = widest.Floor };
        }

        return true;
    }

    private double Measure(TargetWindow window)
    {
        var targets = new double[Attenuation.Length];
        for (var k = 0; k < targets.Length; k++)
            targets[k] = _tile.Target.TransferOf(k, window);
        return Measure(targets);
    }

    private double Measure(double[] currents)
    {
        var layout = _tile.Layout;
        var least = FlatAttenuation.Measure(layout.ArrayCount, layout.RowCount, layout.BitLines, currents, _hardware.Resistances, Attenuation);
        for (var k = 0; k < Attenuation.Length; k++)
            Attenuation[k] = Math.Max(Attenuation[k], FlatAttenuation.Least);
        return least;
    }
}
