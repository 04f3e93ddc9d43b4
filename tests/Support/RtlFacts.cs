namespace Crossbar.Tests.Support;

/// <summary>A test that needs programs which read SystemVerilog: skipped with a reason where one is absent, unless CI requires them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RtlFactAttribute : FactAttribute
{
    /// <param name="programs">Some of verilator, iverilog, yosys and ngspice.</param>
    public RtlFactAttribute(params string[] programs) => Skip = RtlTheoryAttribute.Reason(programs);
}

/// <summary>A parameterised test that needs programs which read SystemVerilog.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RtlTheoryAttribute : TheoryAttribute
{
    /// <param name="programs">Some of verilator, iverilog, yosys and ngspice.</param>
    public RtlTheoryAttribute(params string[] programs) => Skip = Reason(programs);

    /// <summary>Why a test that needs these programs is skipped, or null.</summary>
    public static string? Reason(string[] programs)
    {
        var missing = programs.Where(program => !Oracles.CanRead(program)).ToArray();
        return missing.Length == 0 || Oracles.Required ? null : $"there is no {string.Join(", no ", missing)} here (Debian: apt-get install verilator g++ make iverilog yosys ngspice)";
    }
}
