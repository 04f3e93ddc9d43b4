using Crossbar.Build;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Converters;
using static System.FormattableString;
using static Crossbar.Compiler.Emit.CodeWriter;

namespace Crossbar.Compiler.Emit;

/// <summary>C# expressions that construct the layers of a <see cref="NetworkDesign"/> again.</summary>
internal static class LayerExpressions
{
    public const string Runtime = "global::Crossbar.Runtime.";
    private const string Layers = Runtime + "Layers.";
    private const string ImmutableArrayOfInt = "global::System.Collections.Immutable.ImmutableArray<int>";

    /// <summary>The expression of a digital layer.</summary>
    /// <exception cref="NotSupportedException">A kind of layer that generated classes cannot hold.</exception>
    public static string Digital(Layer layer)
    {
        var properties = layer switch
        {
            Relu or Add or Reshape or Softmax => "",
            MaxPool pool => $", Window = {Window(pool.Window)}",
            AveragePool pool => $", Window = {Window(pool.Window)}, CountPadding = {(pool.CountPadding ? "true" : "false")}",
            Constant constant => $", Values = {List(constant.Values)}",
            Unary unary => $", Function = {Enumerator(unary.Function)}, Alpha = {Literal(unary.Alpha)}, Beta = {Literal(unary.Beta)}",
            Binary binary => $", Function = {Enumerator(binary.Function)}, Left = {List(binary.Left)}, Right = {List(binary.Right)}",
            Where choice => $", Condition = {List(choice.Condition)}, Left = {List(choice.Left)}, Right = {List(choice.Right)}",
            Concat concat => Invariant($", Turns = {concat.Turns}"),
            Rearrangement moved => $", Offsets = {Immutable(ImmutableArrayOfInt, Braced(moved.Offsets.Select(offsets => List(offsets))))}, Fill = {Literal(moved.Fill)}",
            Reduce reduce => $", Function = {Enumerator(reduce.Function)}, Dimensions = {List(reduce.Dimensions)}, Axes = {List(reduce.Axes)}",
            Resampling r => Invariant($", Inner = {r.Inner}, Size = {r.Size}, ResultSize = {r.ResultSize}, Sources = {List(r.Sources)}, Weights = {List(r.Weights)}"),
            ScaleShift affine => $", Scale = {List(affine.Scale)}, Shift = {List(affine.Shift)}",
            _ => throw new NotSupportedException($"Layer '{layer.Name}' of kind {layer.GetType().Name} cannot be emitted."),
        };
        return $"new {Layers}{layer.GetType().Name} {{ {Common(layer)}{properties} }}";
    }

    /// <summary>The initialisers of a crossbar layer, one per line, without its tiles.</summary>
    public static IEnumerable<string> Crossbar(CrossbarConvolution layer) =>
    [
        $"{Common(layer)},",
        $"Window = {Window(layer.Window)},",
        Invariant($"Groups = {layer.Groups},"),
        Invariant($"KernelLength = {layer.KernelLength},"),
        $"InputRange = {Range(layer.InputRange)},",
        Invariant($"DacBits = {layer.DacBits},"),
        Invariant($"AdcBits = {layer.AdcBits},"),
        $"Bias = {List(layer.Bias)},",
        .. layer.Slices > 1 ? (ReadOnlySpan<string>)[Invariant($"Slices = {layer.Slices},"), .. layer.SlicesApart ? (ReadOnlySpan<string>)["SlicesApart = true,"] : []] : [],
        .. layer.ReadsWholeImage ? (ReadOnlySpan<string>)["ReadsWholeImage = true,"] : [],
    ];

    /// <summary>The call that reads one tile from the layer's table.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="holdsTransfer">Whether the table holds its transfer matrix.</param>
    public static string ReadTile(CrossbarTile tile, bool holdsTransfer) => Invariant(
        $"table.ReadTile(group: {tile.Group}, firstRow: {tile.FirstRow}, rowCount: {tile.RowCount}, firstOutput: {tile.FirstOutput}, outputCount: {tile.OutputCount}, subtraction: {Layers}Crossbars.CurrentSubtraction.{tile.Subtraction}, zeroConductance: {Literal(tile.ZeroConductance)}, conductanceRange: {Literal(tile.ConductanceRange)}{Ordered("Rows", tile.RowOrder)}{Ordered("Lines", tile.LineOrder)}{(holdsTransfer ? ", holdsTransfer: true" : "")}{(tile.InputRange is { } range ? $", inputRange: {Range(range)}" : "")}{(tile.Copies > 1 ? Invariant($", copies: {tile.Copies}") : "")}{(tile.Pulses > 1 ? Invariant($", pulses: {tile.Pulses}") : "")}{(tile.ZeroWeights.IsEmpty ? "" : ", holdsZeroWeights: true")}),");

    /// <summary>The chip.</summary>
    public static string Hardware(HardwareDesign hardware)
    {
        var r = hardware.Resistances;
        return $"new {Runtime}HardwareDesign {{ MinConductance = {Literal(hardware.MinConductance)}, MaxConductance = {Literal(hardware.MaxConductance)}, "
            + $"Resistances = new {Runtime}Circuits.ArrayResistances(WordLine: {Literal(r.WordLine)}, BitLine: {Literal(r.BitLine)}, Input: {Literal(r.Input)}, Output: {Literal(r.Output)}, Access: {Literal(r.Access)}){Ends(r)}, "
            + $"InputVoltage = {Literal(hardware.InputVoltage)}, SenseVoltage = {Literal(hardware.SenseVoltage)}, Nonlinearity = {Literal(hardware.Nonlinearity)}{Encoding(hardware)}{(hardware.Device is { } device ? $", Device = {DeviceExpressions.Of(device)}" : "")}{(hardware.Converters is { } converters ? $", Converters = {Converters(converters)}" : "")}{(hardware.ColumnsPerAdc > 1 ? Invariant($", ColumnsPerAdc = {hardware.ColumnsPerAdc}") : "")} }}";
    }

    private static string Converters(ConverterVariation converters) => Invariant(
        $"new {Runtime}ConverterVariation(new {Runtime}ConverterErrors {{ Dac = {Spread(converters.Errors.Dac)}, Adc = {Spread(converters.Errors.Adc)} }}, {Runtime}ConverterTrim.{converters.Trim}, {converters.Seed})");

    private static string Spread(ConverterSpread spread) =>
        $"new {Runtime}ConverterSpread {{ Offset = {Literal(spread.Offset)}, Gain = {Literal(spread.Gain)}, Inl = {Literal(spread.Inl)}, Dnl = {Literal(spread.Dnl)}, Noise = {Literal(spread.Noise)} }}";

    private static string Encoding(HardwareDesign hardware) => hardware.Encoding == InputEncoding.Amplitude ? ""
        : $", Encoding = {Runtime}InputEncoding.{hardware.Encoding}{(hardware.Encoding is InputEncoding.BitSerial or InputEncoding.Spikes ? Invariant($", DigitBits = {hardware.DigitBits}") : "")}";

    private static string Ends(ArrayResistances r) =>
        r.DriveEnds == LineEnds.One && r.SenseEnds == LineEnds.One ? ""
            : $" {{ DriveEnds = {Runtime}Circuits.LineEnds.{r.DriveEnds}, SenseEnds = {Runtime}Circuits.LineEnds.{r.SenseEnds} }}";

    /// <summary>How byte images are scaled.</summary>
    public static string Normalization(InputNormalization n) =>
        $"new {Runtime}InputNormalization({Literal(n.Scale)}, {List(n.Mean)}, {List(n.Std)})";

    /// <summary>A shape.</summary>
    public static string Shape(TensorShape shape) => $"new {Layers}TensorShape(new int[] {Numbers(shape.Dimensions)})";

    private static string Range(ConverterRange range) => $"new {Runtime}Converters.ConverterRange({Literal(range.Minimum)}, {Literal(range.Maximum)})";

    private static string Ordered(string what, ImmutableArray<int> order) => order.IsEmpty ? "" : Invariant($", ordered{what}: {order.Length}");

    private static string Common(Layer layer) => $"Name = {CSharpText.Literal(layer.Name)}, Inputs = {List(layer.Inputs)}, OutputShape = {Shape(layer.OutputShape)}";

    private static string Enumerator<T>(T value)
        where T : struct, Enum => $"{Layers}{typeof(T).Name}.{value}";

    private static string Window(WindowGeometry w)
    {
        ImmutableArray<(string Name, int Value, int Default)> all =
        [
            ("StrideY", w.StrideY, 1), ("StrideX", w.StrideX, 1), ("DilationY", w.DilationY, 1), ("DilationX", w.DilationX, 1),
            ("PadTop", w.PadTop, 0), ("PadLeft", w.PadLeft, 0), ("PadBottom", w.PadBottom, 0), ("PadRight", w.PadRight, 0),
        ];
        var given = string.Join(", ", all.Where(p => p.Value != p.Default).Select(p => Invariant($"{p.Name} = {p.Value}")));
        var size = Invariant($"new {Layers}WindowGeometry({w.KernelHeight}, {w.KernelWidth})");
        return given.Length == 0 ? size : $"{size} {{ {given} }}";
    }
}
