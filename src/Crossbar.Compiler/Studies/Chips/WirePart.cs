namespace Crossbar.Compiler.Studies.Chips;

/// <summary>A resistance of an array that may be another than the one that was compiled for.</summary>
public enum WirePart
{
    /// <summary>The wire between neighbouring cells of a row.</summary>
    Row,

    /// <summary>The wire between neighbouring cells of a column.</summary>
    Column,

    /// <summary>What lies between a row's source and its first cell.</summary>
    Input,

    /// <summary>What lies between a column's last cell and its virtual ground.</summary>
    Output,
}
