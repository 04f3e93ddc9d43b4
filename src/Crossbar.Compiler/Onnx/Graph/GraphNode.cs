using Crossbar.Compiler.Onnx.Proto;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>A node of the file's graph.</summary>
/// <param name="Proto">The node as parsed.</param>
/// <param name="Index">Its position in the file.</param>
/// <param name="Name">Its name, unique in the graph; operator and position where the file gives none.</param>
internal sealed record GraphNode(NodeProto Proto, int Index, string Name)
{
    /// <summary>Whether the operator is one of ONNX's own, not of an extension.</summary>
    public bool IsStandard => Proto.Domain is "" or "ai.onnx";

    /// <summary>The operator, with its domain unless that is ONNX's own.</summary>
    public string Operator => IsStandard ? Proto.OpType : $"{Proto.Domain}.{Proto.OpType}";
}
