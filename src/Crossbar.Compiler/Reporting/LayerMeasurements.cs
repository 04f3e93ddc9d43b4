using Crossbar.Compiler.Models;

namespace Crossbar.Compiler.Reporting;

/// <summary>Measures layers for the report while the next ones are compiled, one at a time, so that no more than one is kept for it.</summary>
/// <param name="model">The model.</param>
internal sealed class LayerMeasurements(LoadedModel model)
{
    private readonly HardwareDesign _hardware = model.Options.ToHardware();
    private readonly ImmutableArray<MeasuredLayer>.Builder _layers = ImmutableArray.CreateBuilder<MeasuredLayer>();
    private Task<MeasuredLayer>? _pending;

    /// <summary>Whether layers can be let go of once they are measured: nothing but tables and report is made of them.</summary>
    /// <param name="options">The options.</param>
    public static bool Suffice(CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options is { Netlist.Dialect: NetlistDialect.None, Rtl.Language: HardwareLanguage.None, Output: { Report: false, BakeTransfer: false }, Measured.Conductances: null }
            && options.ToCapacitances() is null;
    }

    /// <summary>Begins with a layer when the one before it is done.</summary>
    /// <param name="layer">The layer, the next in the network's order.</param>
    public void Add(CompiledLayer layer)
    {
        Wait();
        _pending = Task.Run(() => ReportBuilder.Measure(model, layer, _hardware));
    }

    /// <summary>What was measured of all layers.</summary>
    public ImmutableArray<MeasuredLayer> Finish()
    {
        Wait();
        return _layers.ToImmutable();
    }

    private void Wait()
    {
        if (_pending is null)
            return;
        _layers.Add(_pending.GetAwaiter().GetResult());
        _pending = null;
    }
}
