using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>A tile of a chip: its cells with their errors at the chip's age, and what the chip's digital half does about them.</summary>
internal sealed class TileOnChip
{
    private readonly CrossbarTile _tile;
    private readonly int _number;
    private readonly LayerContext _context;
    private readonly Lazy<double[]> _cells;

    /// <summary>Places a tile on a chip; nothing is drawn or solved yet.</summary>
    /// <param name="tile">The tile as compiled.</param>
    /// <param name="number">Its number in the layer.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    public TileOnChip(CrossbarTile tile, int number, LayerContext context)
    {
        (_tile, _number, _context) = (tile, number, context);
        _cells = new Lazy<double[]>(() => CellErrors.Apply(tile.Conductances.AsSpan(), tile.States.AsSpan(), context.Hardware, context.Options, context.Index, number));
    }

    /// <summary>What is in its cells, [arrays, M, bit lines], in siemens.</summary>
    public double[] Conductances => _cells.Value;

    /// <summary>Its cells as circuits, for those that are not linear.</summary>
    /// <param name="amplitudes">See <see cref="NonlinearTile.Amplitudes"/>.</param>
    public NonlinearTile AsNonlinear(ImmutableArray<double> amplitudes) => new(_tile.Layout, Conductances, _context.Chip) { Amplitudes = amplitudes };

    /// <summary>What the ADCs see of linear cells for 1 V at an input, [M, N], in siemens.</summary>
    public double[] Transfer()
    {
        if (!_tile.Transfer.IsEmpty && !_context.Options.HasCellErrors && _context.Chip.Resistances == _context.Hardware.Resistances)
            return _tile.Layout.Combine(_tile.Transfer.AsSpan());
        var transfer = new double[Conductances.Length];
        _tile.Layout.Solve(Conductances, _context.Chip.Resistances, transfer);
        return _tile.Layout.Combine(transfer);
    }

    /// <summary>What the digital half multiplies currents by (<see cref="DriftCompensation"/>).</summary>
    /// <param name="transfer">What <see cref="Transfer"/> gave; null for cells that are not linear.</param>
    public double Gain(double[]? transfer)
    {
        if (_context.Options.Compensation != DriftCompensation.GlobalScale)
            return 1;
        var young = new TileOnChip(_tile, _number, _context with { Options = _context.Options with { Age = 0, Temperature = null } });
        var (before, now) = transfer is null
            ? (young.RowByRow(), RowByRow())
            : (SumOfMagnitudes(young.Transfer()), SumOfMagnitudes(transfer));
        // Arrays without a current have none to make up for.
        return before > 0 && now > 0 ? before / now : 1;
    }

    /// <summary>
    /// The variances of what the cells behind each output fluctuate by, [M, N] in the inputs' order, as multiples of the square of <paramref name="sigma"/>; null for none.
    /// </summary>
    /// <param name="sigma">The greatest standard deviation of a cell, in siemens.</param>
    public double[]? Noise(out double sigma)
    {
        sigma = 0;
        var (laws, chip) = (_context.Hardware.Device, _context.Options);
        if (!CellNoise.IsNoisy(laws, chip))
            return null;
        var variances = new double[_tile.Conductances.Length];
        // Without a law they are all alike, whatever is in the cells.
        var actual = CellNoise.HasLaw(laws, chip) ? Conductances : null;
        for (var k = 0; k < variances.Length; k++)
        {
            if (!CellStates.IsAbsent(_tile.States.AsSpan(), k))
                variances[k] = CellNoise.Variance(laws, chip, _tile.Conductances[k], actual?[k] ?? 0);
        }

        var greatest = variances.Max();
        if (greatest == 0)
            return null;
        sigma = Math.Sqrt(greatest);
        foreach (ref var variance in variances.AsSpan())
            variance /= greatest;
        return _tile.Layout.SumOverDevices(variances);
    }

    // Each row alone at full scale: Σ |I| over rows and outputs, in ampere.
    private double RowByRow()
    {
        var (cells, layout) = (AsNonlinear([]), _tile.Layout);
        var volts = new double[layout.RowCount * layout.RowCount];
        for (var row = 0; row < layout.RowCount; row++)
            volts[(row * layout.RowCount) + row] = _context.Chip.InputVoltage;
        var currents = new double[layout.RowCount * layout.OutputCount];
        cells.Read(volts, new double[cells.ScratchLength(layout.RowCount)], currents);
        return SumOfMagnitudes(currents);
    }

    private static double SumOfMagnitudes(double[] values)
    {
        double sum = 0;
        foreach (var value in values)
            sum += Math.Abs(value);
        return sum;
    }
}
