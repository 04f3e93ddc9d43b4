namespace Crossbar.Compiler.Netlists;

/// <summary>The files of all layers and of the whole model around the arrays' own.</summary>
internal interface IModelNetlists
{
    /// <summary>Writes them.</summary>
    /// <param name="folder">Receives the files.</param>
    /// <param name="arrayNodes">Number of nodes of each layer's arrays.</param>
    /// <returns>Their entries in the index's order.</returns>
    /// <exception cref="Diagnostics.CompilationException">A layer cannot be built (CBX0077).</exception>
    IEnumerable<NetlistEntry> Write(NetlistFolder folder, long[] arrayNodes);
}
