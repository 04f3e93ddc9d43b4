namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>A resistance of an array that measured currents tell.</summary>
public enum FittedResistance
{
    /// <summary>The wire between neighbouring cells, the same for rows and columns.</summary>
    Wire,

    /// <summary>The wire between neighbouring cells of a row.</summary>
    Row,

    /// <summary>The wire between neighbouring cells of a column.</summary>
    Column,

    /// <summary>What lies between a row's source and its first cell.</summary>
    Input,

    /// <summary>What lies between a column's last cell and its virtual ground.</summary>
    Output,
}
