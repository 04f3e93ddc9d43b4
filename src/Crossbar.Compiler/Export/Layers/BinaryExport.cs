using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>Functions of two values, and the choice between two, with broadcasting behind the batch.</summary>
internal static class BinaryExport
{
    public static ExportedValue Run(LayerExport export, Binary layer)
    {
        var operands = Operands(export, layer.Left, layer.Right);
        var (x, y) = (operands[0], operands[1]);
        return Result(export, layer.Function switch
        {
            BinaryFunction.Add => Node("Add"),
            BinaryFunction.Subtract => Node("Sub"),
            BinaryFunction.Multiply => Node("Mul"),
            BinaryFunction.Divide => Node("Div"),
            BinaryFunction.Maximum => Node("Max"),
            BinaryFunction.Minimum => Node("Min"),
            BinaryFunction.Power => Node("Pow"),
            // PRelu repeats only the slope.
            BinaryFunction.PRelu => export.Node("Where", [export.Node("Less", [x, export.Graph.Number("zero", 0)]), Node("Mul"), x]),
            BinaryFunction.Modulo => export.Node("Sub", [x, export.Node("Mul", [export.Node("Floor", [Node("Div")]), y])]),
            BinaryFunction.Remainder => export.Node("Mod", [x, y], ("fmod", 1)),
            BinaryFunction.Equal => Logic.ToNumber(export, Node("Equal")),
            BinaryFunction.Less => Logic.ToNumber(export, Node("Less")),
            BinaryFunction.LessOrEqual => Logic.ToNumber(export, Node("LessOrEqual")),
            BinaryFunction.And => Truths("And"),
            BinaryFunction.Or => Truths("Or"),
            BinaryFunction.Xor => Truths("Xor"),
            _ => throw new NotSupportedException($"Layer '{layer.Name}' computes a function that is not exported: {layer.Function}."),
        }, layer.Left, layer.Right);

        string Node(string name) => export.Node(name, [x, y]);

        string Truths(string name) => Logic.ToNumber(export, export.Node(name, [Logic.ToTruth(export, x), Logic.ToTruth(export, y)]));
    }

    public static ExportedValue Run(LayerExport export, Where layer)
    {
        var operands = Operands(export, layer.Condition, layer.Left, layer.Right);
        var chosen = export.Node("Where", [Logic.ToTruth(export, operands[0]), operands[1], operands[2]]);
        return Result(export, chosen, layer.Condition, layer.Left, layer.Right);
    }

    // The batch comes first, so that all must have as many dimensions.
    private static string[] Operands(LayerExport export, params ReadOnlySpan<ImmutableArray<int>> dimensions)
    {
        var rank = 0;
        foreach (var operand in dimensions)
            rank = Math.Max(rank, operand.Length);
        var operands = new string[dimensions.Length];
        for (var k = 0; k < operands.Length; k++)
            operands[k] = export.Graph.Shaped(export.Inputs[k], [.. Enumerable.Repeat(1, rank - dimensions[k].Length), .. dimensions[k]]);
        return operands;
    }

    private static ExportedValue Result(LayerExport export, string tensor, params ReadOnlySpan<ImmutableArray<int>> operands)
    {
        var joined = ImmutableArray<int>.Empty;
        foreach (var operand in operands)
            joined = Broadcasting.Join(joined, operand)!.Value;
        return export.Result(tensor, joined.AsSpan());
    }
}
