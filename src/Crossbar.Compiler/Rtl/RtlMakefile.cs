namespace Crossbar.Compiler.Rtl;

/// <summary>The Makefile beside the modules: simulation and synthesis by hand, without our tool.</summary>
internal static class RtlMakefile
{
    /// <summary>Its name.</summary>
    public const string File = "Makefile";

    /// <summary>Name of the array's simulation model, in whose place others put their macro.</summary>
    public const string Array = "crossbar_array.sv";

    // Without optimisation what takes minutes is to run it, with all of it to compile it; so it is with loops that are unrolled and wide words that are taken apart.
    private const string CompilerOptions = "-s OPT_FAST=-O1 OPT_SLOW=-O0 OPT_GLOBAL=-O1";

    // A thousand channels are a word of more than 8192 bits, which Verilator takes for a mistake.
    private const string WideWords = "-Wno-WIDTHCONCAT";

    /// <summary>How Verilator makes a program of a chip.</summary>
    public static ImmutableArray<string> VerilatorOptions { get; } = ["-O3", "--unroll-count", "8", "-fno-expand", WideWords, "-MAKEFLAGS", CompilerOptions];

    /// <summary>What Yosys is to do: no latches, loops, or signals with no or several drivers; cells of each module.</summary>
    /// <param name="top">The chip's module.</param>
    /// <param name="sources">The files.</param>
    /// <param name="cells">Where the cells go, as JSON.</param>
    // Not all of "opt": to look for enables and resets of wide registers (opt_dff) takes as long as all else.
    public static string SynthesisScript(string top, string sources, string cells) =>
        $"read_verilog -defer -sv -DSYNTHESIS {sources}; hierarchy -check -top {top}; proc; opt_expr; opt_clean; check -assert; select -assert-none t:$dlatch; tee -q -o {cells} stat -json -width";

    /// <summary>Writes it.</summary>
    /// <param name="design">The modules.</param>
    public static string Write(RtlDesign design) => $$"""
        # Written by crossbar rtl. {{design.LongestReads}} reads of an image, one after the other along the longest path. Everything runs in this folder.
        #   make            simulates in Verilator and compares with the runtime, code by code
        #   make icarus     the same in Icarus Verilog, some thousand times slower
        #   make lint       Verilator's warnings
        #   make synth      Yosys: no latches, loops or multiple drivers; cells of each module
        # PLUSARGS="+stall=30 +seed=2" pauses both ends; PARAMETERS="-GARRAY_LATENCY=4 -GADC_CYCLES=8" is another array,
        # ARRAY=../my_array.sv a file of your own in the place of {{Array}}.
        TOP = {{design.Top}}
        BENCH = $(TOP)_tb
        ARRAY = {{Array}}
        SOURCES = $(filter-out $(BENCH).sv {{Array}}, $(wildcard *.sv)) $(ARRAY)
        VERILATOR_FLAGS = {{string.Join(' ', VerilatorOptions[..^1])}} "{{CompilerOptions}}"
        PLUSARGS =
        PARAMETERS =

        verilator: build/verilator/V$(BENCH)
        	./$< $(PLUSARGS)

        # Other parameters are another program.
        build/parameters: FORCE
        	@mkdir -p build
        	@echo '$(PARAMETERS) $(ARRAY)' | cmp -s - $@ || echo '$(PARAMETERS) $(ARRAY)' > $@

        build/verilator/V$(BENCH): $(SOURCES) $(BENCH).sv build/parameters
        	verilator --binary --timing $(VERILATOR_FLAGS) -j 0 --top-module $(BENCH) $(PARAMETERS) --Mdir build/verilator $(SOURCES) $(BENCH).sv

        icarus: build/$(BENCH).vvp
        	vvp -n $< $(PLUSARGS)

        build/$(BENCH).vvp: $(SOURCES) $(BENCH).sv build/parameters
        	iverilog -g2012 -s $(BENCH) $(subst -G,-P$(BENCH).,$(PARAMETERS)) -o $@ $(SOURCES) $(BENCH).sv

        lint:
        	verilator --lint-only -Wall {{WideWords}} --top-module $(TOP) $(SOURCES)

        synth:
        	mkdir -p build
        	yosys -q -l build/synth.log -p '{{SynthesisScript("$(TOP)", "$(SOURCES)", "build/cells.json").Replace("$d", "$$d", StringComparison.Ordinal)}}; tee -o build/cells.txt stat'

        clean:
        	rm -rf build

        .PHONY: verilator icarus lint synth clean FORCE

        """;
}
