using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>DepthToSpace (opsets 1 to 13; mode since 11) and SpaceToDepth: blocks of b×b pixels from and to b² channels.</summary>
internal static class DepthToSpaceOperator
{
    /// <summary>Imports DepthToSpace: [N, C, H, W] → [N, C/b², H·b, W·b].</summary>
    public static void Import(NodeImport node)
    {
        var (x, b) = Read(node);
        var (c, h, w) = (x.Dimensions[1], x.Dimensions[2], x.Dimensions[3]);
        if (c % ((long)b * b) != 0)
            throw new NodeException($"{c} channels are no multiple of the block's {(long)b * b} pixels. Export the model again.");
        var depth = c / b / b;
        var dimensions = Activation.Check(x.Dimensions[0], depth, (long)h * b, (long)w * b);
        var mode = node.Attributes.Text("mode", "DCR");
        node.Return(mode switch
        {
            "DCR" => node.Layers.Transpose(x, [x.Dimensions[0], b, b, depth, h, w], [0, 3, 4, 1, 5, 2], dimensions),
            "CRD" => node.Layers.Transpose(x, [x.Dimensions[0], depth, b, b, h, w], [0, 1, 4, 2, 5, 3], dimensions),
            _ => throw new NodeException($"mode is '{mode}'; DCR and CRD exist."),
        });
    }

    /// <summary>Imports SpaceToDepth: [N, C, H, W] → [N, C·b², H/b, W/b].</summary>
    public static void ImportInverse(NodeImport node)
    {
        var (x, b) = Read(node);
        var (c, h, w) = (x.Dimensions[1], x.Dimensions[2], x.Dimensions[3]);
        if (h % b != 0 || w % b != 0)
            throw new NodeException($"{h}×{w} pixels are no multiple of the block's {b}. Export the model again.");
        var dimensions = Activation.Check(x.Dimensions[0], (long)c * b * b, h / b, w / b);
        node.Return(node.Layers.Transpose(x, [x.Dimensions[0], c, h / b, b, w / b, b], [0, 3, 5, 1, 2, 4], dimensions));
    }

    private static (Activation X, int Block) Read(NodeImport node)
    {
        var x = node.Activation(0);
        var block = node.Attributes.Integer("blocksize", 0);
        if (x.Rank != 4 || block is < 1 or > SlidingWindow.MaxSize)
            throw new NodeException($"Its input has the shape {x.DescribeShape()} and blocksize is {block}; [N, C, H, W] and at least 1 are needed.");
        return (x, (int)block);
    }
}
