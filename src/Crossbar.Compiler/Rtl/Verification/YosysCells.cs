using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>The cells of a design by module, as <c>stat -json -width</c> of Yosys counts them, added up over what a module is made of.</summary>
internal sealed partial class YosysCells
{
    private const string ArrayModule = "crossbar_array";

    private readonly JsonObject _modules;
    private readonly Dictionary<string, RtlCellRow> _whole = new(StringComparer.Ordinal);

    private YosysCells(JsonObject modules) => _modules = modules;

    /// <summary>Reads what Yosys wrote.</summary>
    /// <param name="json">Its JSON. Version 0.23 writes the hierarchy into it as text, which is left out.</param>
    public static YosysCells Read(string json) => new(JsonNode.Parse(string.Join('\n', json.Split('\n').Where(line => line.TrimStart() is ['{' or '}' or '"', ..])))!["modules"]!.AsObject());

    /// <summary>The rows: each of the chip's layers, what the chip's module has beside them, and the total.</summary>
    /// <param name="top">The chip's module.</param>
    public ImmutableArray<RtlCellRow> Rows(string top)
    {
        var names = TypesOf(top).Select(type => type.Name).ToArray();
        var layers = names.Where(name => PlainName(name).StartsWith(top + "_", StringComparison.Ordinal)).Order(LayerOrder).ToArray();
        var total = Whole(top) with { Module = RtlCellRow.Total };
        var rows = layers.Select(layer => Whole(layer) with { Module = PlainName(layer) }).ToList();
        var rest = rows.Aggregate(total, (left, row) => Sum(left, row, -1));
        return [.. rows, rest with { Module = top }, total];
    }

    // layer10 comes behind layer9.
    private static Comparer<string> LayerOrder { get; } = Comparer<string>.Create((a, b) => Number(a).CompareTo(Number(b)));

    private static int Number(string name) => LayerNumber().Match(name) is { Success: true } match ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : int.MaxValue;

    // $paramod$<hash>\module and $paramod\module\PARAMETER=value are module.
    private static string PlainName(string name) => name.StartsWith("$paramod", StringComparison.Ordinal) ? name.Split('\\')[1] : name.TrimStart('\\');

    private static RtlCellRow Sum(RtlCellRow left, RtlCellRow right, long times) => new(
        left.Module,
        left.Arrays + (times * right.Arrays),
        left.Cells + (times * right.Cells),
        left.Multipliers + (times * right.Multipliers),
        left.FlipFlops + (times * right.FlipFlops),
        left.MemoryBits + (times * right.MemoryBits));

    private IEnumerable<(string Name, long Count)> TypesOf(string module) =>
        Find(module)!["num_cells_by_type"]!.AsObject().Select(pair => (pair.Key, pair.Value!.GetValue<long>()));

    private JsonObject? Find(string module) => (_modules[module] ?? _modules["\\" + module])?.AsObject();

    private RtlCellRow Whole(string module)
    {
        if (_whole.TryGetValue(module, out var known))
            return known;
        var sum = new RtlCellRow(module, 0, 0, 0, 0, Find(module)!["num_memory_bits"]!.GetValue<long>());
        foreach (var (type, count) in TypesOf(module))
        {
            if (PlainName(type) == ArrayModule)
                sum = sum with { Arrays = sum.Arrays + count };
            else if (Find(type) is not null)
                sum = Sum(sum, Whole(type), count);
            else if (!type.StartsWith("$mem", StringComparison.Ordinal))
                sum = Cell(sum, type, count);
        }

        return _whole[module] = sum;
    }

    private static RtlCellRow Cell(RtlCellRow sum, string type, long count) => sum with
    {
        Cells = sum.Cells + count,
        Multipliers = sum.Multipliers + (type.StartsWith("$mul", StringComparison.Ordinal) ? count : 0),
        FlipFlops = sum.FlipFlops + (Register().Match(type) is { Success: true } register ? count * long.Parse(register.Groups["width"].Value, CultureInfo.InvariantCulture) : 0),
    };

    [GeneratedRegex(@"^\$\w*dff\w*_(?<width>\d+)$")]
    private static partial Regex Register();

    [GeneratedRegex(@"_layer(?<number>\d+)_")]
    private static partial Regex LayerNumber();
}
