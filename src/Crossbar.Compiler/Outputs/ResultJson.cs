namespace Crossbar.Compiler.Outputs;

/// <summary>How results are written as JSON: reports, studies, evaluations.</summary>
public static class ResultJson
{
    /// <summary>camelCase, indented, non-ASCII letters as they are, and escaped what people would not see; no number that is not finite (CBX0016).</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new FiniteNumbers<double>(), new FiniteNumbers<float>() },
        Encoder = new VisibleJsonEncoder(),
    };
}
