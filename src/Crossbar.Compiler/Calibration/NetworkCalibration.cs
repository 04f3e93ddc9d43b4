using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Calibration;

/// <summary>The calibration stage, layer by layer: each layer sees what the layers before it, already calibrated, let through.</summary>
public sealed class NetworkCalibration : IDisposable
{
    private readonly NetworkDesign _software;
    private readonly ConverterOptions _converters;
    private readonly HardwareDesign _hardware;
    private readonly CalibrationRun _run;
    private readonly ImmutableArray<CompiledLayer>.Builder _layers = ImmutableArray.CreateBuilder<CompiledLayer>();
    private readonly Action<CompiledLayer>? _finished;
    private int _next;

    /// <summary>Starts at the network's input.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">Calibration images, each [C, H, W] flattened and scaled as the network wants them; at least one.</param>
    /// <param name="converters">Resolutions, range rules and scopes.</param>
    /// <param name="seed">Seed of the choice of windows.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="finished">Told of each layer when the images have gone through it, of which the network then keeps what tables hold and no more; null for nobody.</param>
    public NetworkCalibration(
        NetworkDesign software, IReadOnlyList<float[]> images, ConverterOptions converters, int seed, HardwareDesign hardware, Action<CompiledLayer>? finished = null)
    {
        ArgumentNullException.ThrowIfNull(converters);
        (_software, _converters, _hardware, _finished) = (software, converters, hardware, finished);
        _run = new CalibrationRun(software, images, seed);
    }

    /// <summary>Sends the images through the digital layers before a crossbar layer.</summary>
    /// <param name="layer">The layer: the next in the network's order.</param>
    /// <returns>What it sees.</returns>
    /// <exception cref="CompilationException">It sees numbers that cannot be computed with (CBX0016).</exception>
    public LayerSamples Reach(UnrolledLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        for (; _next < layer.Index; _next++)
            _run.Advance(_software.Layers[_next], _hardware);
        return _run.Sample(layer.Source, layer.InputShape);
    }

    /// <summary>Calibrates that layer and sends the images through it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="arrays">Its arrays.</param>
    /// <param name="samples">What it sees.</param>
    /// <exception cref="CompilationException">Currents, fits or outputs are no numbers that can be computed with (CBX0016).</exception>
    public void Calibrate(UnrolledLayer layer, ImmutableArray<ProgrammedArray> arrays, LayerSamples samples)
    {
        var compiled = LayerCalibrator.Calibrate(layer, arrays, samples, _converters, _hardware);
        _run.Advance(compiled.Layer, _hardware);
        _finished?.Invoke(compiled);
        _layers.Add(_finished is null ? compiled : compiled.Released());
        _next++;
    }

    /// <summary>The network with all layers calibrated.</summary>
    public CompiledNetwork Finish() => new(_software, _hardware, _layers.ToImmutable());

    /// <summary>Takes away what is left of the images' activations.</summary>
    public void Dispose() => _run.Dispose();
}
