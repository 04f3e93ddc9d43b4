namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>What nodes at the rim of a leaf block are.</summary>
internal enum LeafPlace
{
    /// <summary>Ports of the block too.</summary>
    Port,

    /// <summary>Eliminated with the block.</summary>
    Eliminated,

    /// <summary>One with their rows' sources.</summary>
    Source,

    /// <summary>One with their columns' virtual grounds.</summary>
    Sink,

    /// <summary>Beyond the array.</summary>
    None,
}
