namespace Crossbar.Tests.Support;

/// <summary>A test that needs ngspice: skipped with a reason where it is absent, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NgspiceFactAttribute : FactAttribute
{
    public NgspiceFactAttribute()
    {
        if (!Oracles.HasNgspice && !Oracles.Required)
            Skip = "ngspice is not installed (Debian: apt-get install ngspice)";
    }
}

/// <summary>A parameterised test that needs ngspice.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NgspiceTheoryAttribute : TheoryAttribute
{
    public NgspiceTheoryAttribute()
    {
        if (!Oracles.HasNgspice && !Oracles.Required)
            Skip = "ngspice is not installed (Debian: apt-get install ngspice)";
    }
}

/// <summary>A parameterised test that needs gnucap.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GnucapTheoryAttribute : TheoryAttribute
{
    public GnucapTheoryAttribute()
    {
        if (!Oracles.HasGnucap && !Oracles.Required)
            Skip = "gnucap is not installed (Debian: apt-get install gnucap)";
    }
}

/// <summary>A test that needs Slurm's programs: it starts a controller and a node of its own.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute()
    {
        if (!Oracles.HasSlurm && !Oracles.Required)
            Skip = "Slurm is not installed (Debian: apt-get install slurm-wlm)";
    }
}
