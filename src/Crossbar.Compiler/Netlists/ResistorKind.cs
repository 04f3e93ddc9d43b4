namespace Crossbar.Compiler.Netlists;

/// <summary>What a resistor of an array's circuit is.</summary>
internal enum ResistorKind
{
    /// <summary>R_in of a row.</summary>
    Input,

    /// <summary>R_w from t[i,j] to t[i,j+1].</summary>
    WordLine,

    /// <summary>The memristor of cell (i,j).</summary>
    Cell,

    /// <summary>R_a of cell (i,j).</summary>
    Access,

    /// <summary>R_w from b[i,j] to b[i+1,j].</summary>
    BitLine,

    /// <summary>R_out of a column.</summary>
    Output,
}
