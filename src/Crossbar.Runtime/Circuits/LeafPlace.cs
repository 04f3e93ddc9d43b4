namespace Crossbar.Runtime.Circuits;

/// <summary>What a node at the rim of a leaf block is.</summary>
internal enum LeafPlace
{
    /// <summary>A port of the block too.</summary>
    Port,

    /// <summary>Eliminated with the block.</summary>
    Eliminated,

    /// <summary>One with its row's source or its column's ground.</summary>
    Terminal,
}
