namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>The files of all layers and of the whole model around the arrays' own.</summary>
internal interface IModelNetlists
{
    /// <summary>The files in the index's order; their circuits are made when they are written.</summary>
    /// <param name="arrayNodes">Number of nodes of each layer's arrays.</param>
    /// <exception cref="Diagnostics.CompilationException">A layer cannot be built (CBX0077).</exception>
    IEnumerable<NetlistFile> Files(long[] arrayNodes);
}
