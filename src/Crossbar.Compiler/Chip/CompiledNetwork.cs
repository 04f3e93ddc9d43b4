namespace Crossbar.Compiler.Chip;

/// <summary>A network whose convolutions and dense layers are crossbars.</summary>
public sealed record CompiledNetwork
{
    /// <summary>Puts a network's crossbar layers in the place of its digital ones.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="layers">The crossbar layers, in the network's order.</param>
    public CompiledNetwork(NetworkDesign software, HardwareDesign hardware, ImmutableArray<CompiledLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(software);
        (Software, Layers) = (software, layers);
        var design = software.Layers.ToBuilder();
        foreach (var layer in layers)
            design[layer.Unrolled.Index] = layer.Layer;
        Design = software with { Hardware = hardware, Layers = design.ToImmutable() };
    }

    /// <summary>The digital network.</summary>
    public NetworkDesign Software { get; }

    /// <summary>The crossbar layers, in the network's order.</summary>
    public ImmutableArray<CompiledLayer> Layers { get; }

    /// <summary>What the runtime runs: the network with <see cref="Layers"/>.</summary>
    public NetworkDesign Design { get; }

    /// <summary>Number of arrays: a tile with inverted inputs has two.</summary>
    public int ArrayCount => Layers.Sum(l => l.Arrays.Sum(a => a.Layout.ArrayCount));

    /// <summary>Number of memristors.</summary>
    public long DeviceCount => Layers.Sum(l => l.Arrays.Sum(a => (long)a.Programmed.DeviceCount));

    /// <summary>
    /// The network on a chip whose cells have errors or whose wires are others: the very cells and wires that
    /// <c>new CrossbarNetwork(Design, chip)</c> has. Ranges and fits stay as compiled; calibrating once more (NetworkCompiler.Recalibrate) makes new ones.
    /// </summary>
    /// <param name="chip">Programming error, stuck cells, seed and wires; all else is ignored.</param>
    public CompiledNetwork OnChip(CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        var hardware = chip.ChipOf(Design.Hardware);
        return OnChip(hardware, (layer, index, array) =>
        {
            var states = new CellState[array.Conductances.Length];
            var cells = CellErrors.Apply(
                array.Conductances.AsSpan(), array.States.AsSpan(), Design.Hardware, chip, Layers[layer].Unrolled.Index, index, states);
            return array.WithCells(hardware, cells, CellStates.Of(states));
        });
    }

    /// <summary>The network on an actual chip, whose cells and their states were measured. Ranges and fits stay as compiled.</summary>
    /// <param name="cells">The cells of a crossbar layer's array (both counted from 0); called from several threads.</param>
    /// <exception cref="ArgumentException">An array has another number of cells.</exception>
    public CompiledNetwork OnChip(Func<int, int, MeasuredCells> cells) =>
        OnChip(Design.Hardware, (layer, index, array) =>
        {
            var own = cells(layer, index);
            // As it was programmed: what its conversion found out of it holds too.
            var isUnchanged = own.States.SequenceEqual(array.States)
                && own.Conductances.AsSpan().SequenceEqual(Array.ConvertAll(array.Conductances.ToArray(), g => (double)g));
            return isUnchanged ? array : array.WithCells(Design.Hardware, own.Conductances, own.States);
        });

    /// <summary>The network on an actual chip, whose cells were measured. Ranges and fits stay as compiled.</summary>
    /// <param name="cells">
    /// The conductances of a crossbar layer's array (both counted from 0), [arrays, word lines, bit lines], in siemens; called from several threads.
    /// </param>
    /// <exception cref="ArgumentException">An array has another number of cells.</exception>
    public CompiledNetwork OnChip(Func<int, int, double[]> cells) =>
        OnChip(Design.Hardware, (layer, index, array) => array.WithCells(Design.Hardware, cells(layer, index), array.States));

    /// <summary>
    /// The same arrays with the converters and fits of another calibration of them: what is compiled stays what is programmed, and a chip that draws its
    /// cells from it (<see cref="CrossbarOptions.Age"/>) has the readouts that were chosen on its own currents.
    /// </summary>
    /// <param name="calibrated">The network calibrated on other cells of the same arrays.</param>
    public CompiledNetwork WithReadouts(CompiledNetwork calibrated)
    {
        ArgumentNullException.ThrowIfNull(calibrated);
        return new CompiledNetwork(Software, Design.Hardware, [.. Layers.Zip(calibrated.Layers, (own, other) => own.WithReadouts(other))]);
    }

    private CompiledNetwork OnChip(HardwareDesign hardware, Func<int, int, ProgrammedArray, ProgrammedArray> cells)
    {
        var layers = Layers.Select((layer, l) =>
        {
            var arrays = new ProgrammedArray[layer.Arrays.Length];
            ParallelFailures.Run(arrays.Length, t => arrays[t] = cells(l, t, layer.Arrays[t].Programmed));
            return layer.WithCells(arrays);
        });
        return new CompiledNetwork(Software, hardware, [.. layers]);
    }
}
