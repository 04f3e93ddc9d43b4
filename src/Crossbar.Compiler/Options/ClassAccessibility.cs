namespace Crossbar.Compiler.Options;

/// <summary>Who can see the generated class.</summary>
public enum ClassAccessibility
{
    /// <summary>Everyone.</summary>
    Public,

    /// <summary>The assembly that it is generated into.</summary>
    Internal,
}
