using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What the kernel of nonlinear cells puts between their currents and the ADCs: read noise.</summary>
internal sealed class NonlinearNoise
{
    private readonly CrossbarTile _tile;
    private readonly ArrayLayout _layout;
    private readonly IDevice _device;
    private readonly double _noise;

    // Numbers of devices, [M, N]; null where every output sees equally many of each input.
    private readonly int[]? _devices;
    private readonly int _seed;

    /// <summary>Prepares the noise of a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    public NonlinearNoise(CrossbarTile tile, LayerContext context)
    {
        (_tile, _layout) = (tile, tile.Layout);
        _device = Device.Of(context.Hardware);
        _noise = context.Options.ReadNoise;
        if (_noise > 0 && tile.DeviceCount < tile.Conductances.Length)
            _devices = tile.Layout.CountDevices(tile.States.AsSpan());
        else
            // Each bit line that the ADC sees adds noise of its own.
            _noise *= Math.Sqrt(tile.Subtraction == CurrentSubtraction.None ? 1 : 2);
        _seed = context.Options.Seed;
    }

    /// <summary>
    /// Adds what the cells, whose conductance fluctuates from read to read, add to the outputs' currents: normal with the variance
    /// σ²·Σ i(V)², i(V) being the current of a cell of 1 S. Attenuation by the wires is left out, as with linear cells.
    /// </summary>
    /// <param name="voltages">Voltages of the word lines of one read, [M], in volt.</param>
    /// <param name="image">The number of the image.</param>
    /// <param name="position">The window.</param>
    /// <param name="currents">What the ADCs see, [N], in ampere.</param>
    public void Add(ReadOnlySpan<double> voltages, int image, int position, Span<double> currents)
    {
        if (_noise == 0)
            return;
        var power = Power(voltages, 0);
        var random = ReadNoise.Stream(_tile, _seed, image, position);
        for (var j = 0; j < currents.Length; j++)
        {
            if (j > 0 && _devices is not null)
                power = Power(voltages, j);
            currents[j] += _noise * Math.Sqrt(power) * random.NextNormal();
        }
    }

    // Σ i(V)² over the devices that an output sees.
    private double Power(ReadOnlySpan<double> voltages, int output)
    {
        double power = 0;
        for (var wordLine = 0; wordLine < voltages.Length; wordLine++)
        {
            var current = _device.Current(1, voltages[wordLine]);
            power += current * current * (_devices is null ? 1 : _devices[(_layout.InputOf(wordLine) * _tile.OutputCount) + output]);
        }

        return power;
    }
}
