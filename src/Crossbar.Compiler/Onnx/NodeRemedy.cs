namespace Crossbar.Compiler.Onnx;

/// <summary>What helps where a node cannot be imported, beyond what its own message says.</summary>
internal enum NodeRemedy
{
    /// <summary>Nothing: the message says all.</summary>
    None,

    /// <summary>The network can end before the node.</summary>
    Cut,

    /// <summary>The node mixes the images of a batch, and a batch of 1 has none to mix.</summary>
    OneImage,
}
