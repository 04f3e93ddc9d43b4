namespace Crossbar.Compiler.Components;

/// <summary>How a figure of a converter depends on its resolution.</summary>
public abstract record BitLaw
{
    /// <summary>The figure at a resolution, in the law's unit.</summary>
    /// <param name="bits">Resolution, at least 1.</param>
    public abstract double At(int bits);
}
